package io.dcf.bridge.embedded;

import org.jspecify.annotations.Nullable;

/** Thrown where a function itself failed. */
final class FunctionFailure extends RuntimeException {
    FunctionFailure(@Nullable String message) {
        super(message, null, false, false);
    }
}
