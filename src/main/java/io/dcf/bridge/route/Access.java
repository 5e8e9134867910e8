package io.dcf.bridge.route;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;

/** What a route requires of its caller. */
public enum Access {
    /** Nothing: anyone may. */
    OPEN(null),
    /** A known caller, whatever its authorities. */
    AUTHENTICATED(null),
    READ(Authorities.READ),
    WRITE(Authorities.WRITE),
    /** As {@link #READ}, and what each function requires in addition: the response names functions of all kinds. */
    READ_ALL(Authorities.READ),
    /** As {@link #WRITE}, and what each function requires in addition. */
    WRITE_ALL(Authorities.WRITE),
    INVOKE(Authorities.INVOKE);

    private final @Nullable GrantedAuthority authority;

    Access(@Nullable GrantedAuthority authority) {
        this.authority = authority;
    }

    /** The required authority; null where none is. */
    public @Nullable GrantedAuthority authority() {
        return authority;
    }

    public boolean concernsAllFunctions() {
        return this == READ_ALL || this == WRITE_ALL;
    }
}
