package io.dcf.bridge.credential;

/** A way for callers to say who they are. */
public interface Authenticator {

    /** As the Authorization header begins: Basic or Bearer. */
    String name();

    /**
     * Who says so; fails with a {@link org.springframework.security.core.AuthenticationException}.
     *
     * @param credentials what follows the scheme's name in the header
     * @param throttle whether too many wrong ones came from the caller's address, so that checking these may cost others nothing
     */
    Identity authenticate(String credentials, boolean throttle);
}
