package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;

/** The path that decides the route of a request. */
public final class RoutePath {

    private RoutePath() {}

    /**
     * The path as the container decoded and mapped it, without the context path, {@code spring.mvc.servlet.path} and a proxy's prefix. All decisions by
     * path use it, so that no two can differ. Spring's dispatcher parses the URI itself; for all that the {@link Firewall} accepts it gets the same
     * path.
     */
    public static String of(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : info; // the part after spring.mvc.servlet.path
        return path == null ? "" : path; // not mapped if Tomcat itself refuses the request
    }
}
