package io.dcf.bridge.security;

import org.jspecify.annotations.Nullable;

/** Thrown where a client lacks an authority. */
final class ForbiddenException extends RuntimeException {

    private final String authority;
    private final @Nullable String function;

    /** @param function the function that requires the authority; null where the operation does */
    ForbiddenException(String authority, @Nullable String function) {
        super(
                function == null
                        ? "This request needs the authority " + authority + "."
                        : "Requests about function '" + function + "' need the authority " + authority + ".",
                null,
                false,
                false);
        this.authority = authority;
        this.function = function;
    }

    String authority() {
        return authority;
    }

    @Nullable
    String function() {
        return function;
    }
}
