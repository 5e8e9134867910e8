package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for.
 *
 * @param route the row of the table; {@link Routes#UNKNOWN} where there is none
 * @param function the function's name in the path, which may be no valid name; null where the path has none
 * @param below what of the path follows the route's address, decoded: empty, or '/' and more
 */
public record RouteMatch(Route route, @Nullable String function, String below) {

    private static final String AUTHORIZED = RouteMatch.class.getName();

    public Access access() {
        return route.access();
    }

    /** Notes that the request's caller was checked for this. */
    public void authorize(HttpServletRequest request) {
        request.setAttribute(AUTHORIZED, this);
    }

    /** What the request's caller was checked for; null where nothing was. */
    public static @Nullable RouteMatch authorized(HttpServletRequest request) {
        return (RouteMatch) request.getAttribute(AUTHORIZED);
    }
}
