package io.dcf.bridge.security;

import org.jspecify.annotations.Nullable;

/** Thrown where a caller lacks an authority. */
final class ForbiddenException extends RuntimeException {

    private final String authority;
    private final @Nullable String function;

    /** @param function the one that asks for the authority; null where the operation does */
    ForbiddenException(String authority, @Nullable String function) {
        super(
                function == null
                        ? "This needs the authority " + authority + "."
                        : "What has to do with function '" + function + "' needs the authority " + authority + ".",
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
