package io.dcf.bridge.route;

import java.util.Collection;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The authorities that routes require. */
public final class Authorities {

    static final GrantedAuthority READ = new SimpleGrantedAuthority("functions:read");
    static final GrantedAuthority WRITE = new SimpleGrantedAuthority("functions:write");
    static final GrantedAuthority INVOKE = new SimpleGrantedAuthority("functions:invoke");
    static final GrantedAuthority SECRETS = new SimpleGrantedAuthority("secrets:write");

    /** All names, as messages list them. */
    public static final String ALL = "functions:read, functions:write, functions:invoke, secrets:write";

    private Authorities() {}

    public static List<String> names() {
        return List.of(ALL.split(", "));
    }

    /** An authenticated caller with its authorities. */
    public static Authentication caller(String name, Collection<String> authorities) {
        List<GrantedAuthority> granted = authorities.stream()
                .distinct()
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
        return UsernamePasswordAuthenticationToken.authenticated(name, null, granted);
    }
}
