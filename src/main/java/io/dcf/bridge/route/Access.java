package io.dcf.bridge.route;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

/** What a route requires of its caller. */
public enum Access {
    /** Nothing. */
    OPEN(null),
    /** Nothing, but credentials that are sent must be valid. */
    OPTIONAL(null),
    /** An authenticated caller, with any authorities. */
    AUTHENTICATED(null),
    READ(Authorities.READ),
    WRITE(Authorities.WRITE),
    /** As {@link #READ}, and the authorities of all functions: the response can name any of them. */
    READ_ALL(Authorities.READ),
    /** As {@link #WRITE}, and the authorities of all functions. */
    WRITE_ALL(Authorities.WRITE),
    INVOKE(Authorities.INVOKE),
    SECRETS(Authorities.SECRETS);

    private final @Nullable GrantedAuthority authority;

    Access(@Nullable GrantedAuthority authority) {
        this.authority = authority;
    }

    /** The required authority; null where none is. */
    public @Nullable GrantedAuthority authority() {
        return authority;
    }

    public boolean requiresCredentials() {
        return this != OPEN && this != OPTIONAL;
    }

    public boolean concernsAllFunctions() {
        return this == READ_ALL || this == WRITE_ALL;
    }
}
