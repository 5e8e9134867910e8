package io.dcf.bridge.security;

import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;

/** Distinguishes requests of the management port, where there is one, from those of the API. */
final class Ports {

    private final ServletContext main;

    Ports(ServletContext main) {
        this.main = main;
    }

    boolean isManagement(HttpServletRequest request) {
        return request.getServletContext() != main;
    }

    /** The route of a request. On the actuator's own port reading is open, as for Prometheus and probes. */
    RouteMatch match(HttpServletRequest request) {
        RouteMatch match = RouteTable.match(request);
        if (!isManagement(request)) {
            return match;
        }
        Access access = isReading(request) ? Access.OPEN : Access.WRITE;
        return new RouteMatch(match.route().with(access), null, match.below());
    }

    private static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
