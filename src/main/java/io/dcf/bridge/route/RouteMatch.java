package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The route of a request.
 *
 * @param route the row of the table; {@link Routes#UNKNOWN} if there is none
 * @param function the function's name in the path, which may be invalid; null if the path has none
 * @param below the decoded path after the route's address: empty, or starting with '/'
 */
public record RouteMatch(Route route, @Nullable String function, String below) {

    private static final String AUTHORIZED = RouteMatch.class.getName();

    public Access access() {
        return route.access();
    }

    /** Records that the caller of the request is authorized for this route. */
    public void authorize(HttpServletRequest request) {
        request.setAttribute(AUTHORIZED, this);
    }

    /** The route that the caller is authorized for; null if none. */
    public static @Nullable RouteMatch authorized(HttpServletRequest request) {
        return (RouteMatch) request.getAttribute(AUTHORIZED);
    }
}
