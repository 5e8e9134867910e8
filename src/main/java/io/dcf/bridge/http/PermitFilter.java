package io.dcf.bridge.http;

import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.ProblemWriter;
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

/** Acquires the {@link RequestPermits} of each request, or refuses it, before anything else is done for it. Probes are exempt. */
@Component
@Order(FilterAndValveOrder.PERMITS)
public class PermitFilter implements Filter {

    private final RequestLimiter limiter;
    private final ProblemWriter problems;

    PermitFilter(RequestLimiter limiter, ProblemWriter problems) {
        this.limiter = limiter;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        RequestPermits permits;
        try {
            permits = isProbe(request) ? limiter.exempt() : limiter.acquire();
        } catch (LimitException e) {
            problems.write(request, (HttpServletResponse) answered, e);
            return;
        }
        permits.assign(request);
        try {
            chain.doFilter(asked, answered);
        } finally {
            permits.release();
        }
    }

    static boolean isProbe(HttpServletRequest request) {
        return RouteTable.isForOperators(request);
    }
}
