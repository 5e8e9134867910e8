package io.dcf.bridge.credential;

/** Authenticates the client of a request by its Authorization header. */
public interface Authenticator {

    /** The name of the authentication scheme, which the Authorization header begins with: Basic or Bearer. */
    String name();

    /**
     * Returns the identity; throws an {@link org.springframework.security.core.AuthenticationException} where the
     * credentials are invalid or cannot be checked.
     *
     * @param credentials the value of the header after the scheme
     * @param throttle whether the client's address sent too many wrong credentials, so that this check must not delay
     *     those of others
     */
    Identity authenticate(String credentials, boolean throttle);
}
