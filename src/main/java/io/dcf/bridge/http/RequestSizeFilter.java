package io.dcf.bridge.http;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.management.ReplyMemory;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.route.Route;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Limits the memory of management requests: of the body, see {@link LimitedRequest}, and of the gateway's replies. */
@Component
@Order(FilterAndValveOrder.REQUEST_SIZE)
class RequestSizeFilter extends OncePerRequestFilter {

    private final long limit;
    private final RequestBodies bodies;
    private final ProblemWriter problems;

    RequestSizeFilter(LimitsProperties limits, RequestBodies bodies, ProblemWriter problems) {
        this.limit = limits.requestSize().toBytes();
        this.bodies = bodies;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Route.Body body = RouteTable.match(request).route().body();
        if (body == Route.Body.STREAM) {
            streamed(request, response, chain);
        } else if (request.getContentLengthLong() > limit) {
            problems.write(request, response, Problems.tooLarge("body", limit));
        } else if (body == Route.Body.QUEUED) {
            chain.doFilter(request, response);
        } else {
            try (CallContext.Scope replies = ReplyMemory.attach(RequestPermits.of(request))) {
                chain.doFilter(new LimitedRequest(request, response, bodies), new BufferedResponse(response));
            }
        }
    }

    /** A stream has no limit of its own. Each of its inputs has one when it arrives, so the body must not be compressed. */
    private void streamed(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            ContentCoding.requireNone(request, response);
        } catch (ProblemException e) {
            problems.write(request, response, e);
            return;
        }
        chain.doFilter(request, response);
    }
}
