package io.dcf.bridge.security;

import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;

/** Tells requests of the actuator's own port, where it has one, from those of the API's. */
final class Ports {

    private final ServletContext main;

    Ports(ServletContext main) {
        this.main = main;
    }

    boolean isManagement(HttpServletRequest request) {
        return request.getServletContext() != main;
    }

    /** What is asked there: who can reach the port may read, as Prometheus and probes do. */
    static RouteMatch match(HttpServletRequest request) {
        RouteMatch match = RouteTable.match(request);
        Access access = isReading(request) ? Access.OPEN : Access.WRITE;
        return new RouteMatch(match.route().with(access), null, match.below());
    }

    static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
