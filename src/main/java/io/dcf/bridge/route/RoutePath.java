package io.dcf.bridge.route;

import jakarta.servlet.http.HttpServletRequest;

/** The path that a request is routed by. */
public final class RoutePath {

    private RoutePath() {}

    /**
     * As the container decoded and mapped it, without the context path, {@code spring.mvc.servlet.path} and a proxy's prefix: whatever
     * decides by a path uses this one, so that no two can differ. Spring's dispatcher, which parses the URI itself, comes to the same path for all
     * that the {@link Firewall} lets through.
     */
    public static String of(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = info == null ? request.getServletPath() : info; // info is what follows the dispatcher's own path
        return path == null ? "" : path; // not mapped yet, where Tomcat refuses the request itself
    }
}
