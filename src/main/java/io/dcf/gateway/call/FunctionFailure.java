package io.dcf.gateway.call;

import org.jspecify.annotations.Nullable;

/** Thrown if a function itself failed. */
public final class FunctionFailure extends RuntimeException {
    public FunctionFailure(@Nullable String message) {
        super(message, null, false, false);
    }
}
