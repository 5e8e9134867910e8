package io.dcf.bridge.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All functions at one time.
 *
 * @param rows the functions by name, as the gateway listed them last; null if it has not listed them yet
 * @param failure why the gateway does not list them now; null if it does
 */
record FunctionSnapshot(
        @Nullable Map<String, FunctionRow> rows, @Nullable String failure) {}
