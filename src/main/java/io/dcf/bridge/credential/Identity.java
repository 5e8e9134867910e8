package io.dcf.bridge.credential;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;

/**
 * An authenticated client.
 *
 * @param caller the client and its authorities, as its credentials say now
 * @param current the same at any later time; empty once the credentials have expired or were removed
 * @param expiresAt the time at which the credentials expire; null if they do not
 */
public record Identity(
        Authentication caller,
        Supplier<Optional<Authentication>> current,
        @Nullable Instant expiresAt) {

    private static final String ATTRIBUTE = Identity.class.getName();

    /** The authenticated client of a request; null if it has no credentials, or none that were read. */
    public static @Nullable Identity of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Identity identity ? identity : null;
    }

    public void assign(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
