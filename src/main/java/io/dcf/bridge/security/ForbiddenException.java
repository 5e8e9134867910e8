package io.dcf.bridge.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** Thrown where a client lacks an authority. */
final class ForbiddenException extends AccessDeniedException {

    private final String authority;
    private final @Nullable String function;

    /** @param function the function that requires the authority; null where the operation does */
    ForbiddenException(String authority, @Nullable String function) {
        super(
                function == null
                        ? "This request needs the authority " + authority + "."
                        : "Requests about function '" + function + "' need the authority " + authority + ".");
        this.authority = authority;
        this.function = function;
    }

    /** No stack trace: this is a normal result. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    String authority() {
        return authority;
    }

    @Nullable
    String function() {
        return function;
    }
}
