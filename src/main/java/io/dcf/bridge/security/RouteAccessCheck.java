package io.dcf.bridge.security;

import io.dcf.bridge.problem.Refusal;
import io.dcf.bridge.route.FunctionReference;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.RouteTable;
import io.dcf.bridge.route.Routes;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Checks, where the route and the function's name are known, that they are those that the filter chain has checked the caller's authorities
 * for. A route that {@link Routes} does not name is refused, whatever maps it.
 */
final class RouteAccessCheck implements HandlerInterceptor {

    private final Ports ports;
    private final Refusals refusals;
    private final boolean open;

    /** @param open whether the mode is none, so that everything is allowed */
    RouteAccessCheck(Ports ports, Refusals refusals, boolean open) {
        this.ports = ports;
        this.refusals = refusals;
        this.open = open;
    }

    /**
     * Whether the request may be served by a route.
     *
     * @param pattern what the route is mapped with
     * @param name the function's name, where the pattern has one
     */
    private boolean allows(HttpServletRequest request, String pattern, @Nullable String name) {
        if (open || pattern.equals(Routes.FILES_PATH)) {
            return true;
        }
        RouteMatch mapped = RouteTable.match(request.getMethod(), pattern);
        RouteMatch authorized = RouteMatch.authorized(request);
        return authorized != null
                && mapped.route() != Routes.UNKNOWN
                && mapped.access() == authorized.access()
                && Objects.equals(
                        authorized.function(),
                        mapped.function() == null || name == null ? null : FunctionReference.name(pattern, name));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (request.getDispatcherType() != DispatcherType.REQUEST
                || pattern == null // the answer to OPTIONS
                || ports.isManagement(request)
                || allows(request, pattern.toString(), name(request))) {
            return true;
        }
        refusals.refuse(request, response, Refusal.UNKNOWN_ROUTE);
        return false;
    }

    private static @Nullable String name(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                        && variables.get("name") instanceof String name
                ? name
                : null;
    }
}
