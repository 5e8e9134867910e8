package io.dcf.bridge.security;

import io.dcf.bridge.credential.SecurityMode;
import io.dcf.bridge.credential.SecurityProperties;
import io.dcf.bridge.route.RouteMatch;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The additional authorities that functions require, by name. They do not depend on whether a function exists, so a refusal does not reveal it. */
@Component
public class FunctionAccess {

    private record Guard(Pattern names, GrantedAuthority authority) {}

    private final List<Guard> guards;

    FunctionAccess(SecurityProperties properties) {
        guards = properties.mode() == SecurityMode.NONE
                ? List.of()
                : properties.functions().stream().map(FunctionAccess::guard).toList();
    }

    private static Guard guard(String setting) {
        int equals = setting.indexOf('=');
        String names = setting.substring(0, equals).replace("*", ".*").replace('?', '.');
        return new Guard(Pattern.compile(names), new SimpleGrantedAuthority(setting.substring(equals + 1)));
    }

    /** Whether the caller of the current request may access a function. */
    public boolean allows(String function) {
        return guards.isEmpty() || lacking(caller(), function) == null;
    }

    boolean allows(Authentication caller, String function) {
        return lacking(caller, function) == null;
    }

    /** Throws a {@link ForbiddenException} if the caller of the current request may not access a function. */
    public void require(String function) {
        require(caller(), function);
    }

    /** Throws a {@link ForbiddenException} if a caller lacks an authority of the route or of the function. */
    void require(Authentication caller, RouteMatch asked) {
        requireAuthority(caller, asked.access().authority());
        if (asked.access().concernsAllFunctions()) {
            guards.forEach(guard -> requireAuthority(caller, guard.authority()));
        }
        require(caller, asked.function());
    }

    private static void requireAuthority(Authentication caller, @Nullable GrantedAuthority needed) {
        if (needed != null && !caller.getAuthorities().contains(needed)) {
            throw new ForbiddenException(String.valueOf(needed.getAuthority()), null);
        }
    }

    private void require(@Nullable Authentication caller, @Nullable String function) {
        GrantedAuthority lacking = function == null || guards.isEmpty() ? null : lacking(caller, function);
        if (lacking != null) {
            throw new ForbiddenException(String.valueOf(lacking.getAuthority()), function);
        }
    }

    private @Nullable GrantedAuthority lacking(@Nullable Authentication caller, String function) {
        for (Guard guard : guards) {
            if (guard.names().matcher(function).matches()
                    && (caller == null || !caller.getAuthorities().contains(guard.authority()))) {
                return guard.authority();
            }
        }
        return null;
    }

    private static @Nullable Authentication caller() {
        return SecurityContextHolder.getContext().getAuthentication();
    }
}
