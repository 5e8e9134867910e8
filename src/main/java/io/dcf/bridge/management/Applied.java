package io.dcf.bridge.management;

/** The result of {@link FunctionChanges#apply}. */
public enum Applied {
    CREATED,
    UPDATED
}
