package io.dcf.bridge.http;

import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.RequestOrder;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives each request a {@link RequestPermits}, or refuses it where there is none, before anything is done for it; probes always have one. */
@Component
@Order(RequestOrder.PERMITS)
public class PermitFilter implements Filter {

    private final RequestLimiter places;
    private final ProblemWriter problems;

    PermitFilter(RequestLimiter places, ProblemWriter problems) {
        this.places = places;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        RequestPermits place;
        try {
            place = isProbe(request) ? places.spare() : places.take();
        } catch (LimitException e) {
            problems.write(request, (HttpServletResponse) answered, e);
            return;
        }
        place.assign(request);
        try {
            chain.doFilter(asked, answered);
        } finally {
            place.leave();
        }
    }

    static boolean isProbe(HttpServletRequest request) {
        return RouteTable.isForOperators(request);
    }
}
