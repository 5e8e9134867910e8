package io.dcf.bridge.security;

import io.dcf.bridge.route.RouteAccess.Demand;
import io.dcf.bridge.route.RouteAccess.Need;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;

/** Tells requests of the actuator's own port, where it has one, from those of the API's. */
final class Ports {

    private static final Demand READING = new Demand(Need.NOTHING, null);
    private static final Demand CHANGING = new Demand(Need.WRITE, null);

    private final ServletContext main;

    Ports(ServletContext main) {
        this.main = main;
    }

    boolean isManagement(HttpServletRequest request) {
        return request.getServletContext() != main;
    }

    /** What is asked there: who can reach the port may read, as Prometheus and probes do. */
    static Demand demand(HttpServletRequest request) {
        return isReading(request) ? READING : CHANGING;
    }

    static boolean isReading(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }
}
