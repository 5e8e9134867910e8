package io.dcf.bridge.security;

import org.springframework.security.core.Authentication;

/** A way for callers to say who they are. */
interface Scheme {

    /** As the Authorization header begins: Basic or Bearer. */
    String name();

    /**
     * Who says so; fails with a {@link org.springframework.security.core.AuthenticationException}.
     *
     * @param credentials what follows the scheme's name in the header
     */
    Authentication authenticate(String credentials);
}
