package io.dcf.bridge.rest;

import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a body that is too large: unread where its length is announced, else as a {@link LimitedRequest}. */
@Component
@Order(RequestSizeFilter.ORDER)
class RequestSizeFilter extends OncePerRequestFilter {

    static final int ORDER = RateFilter.ORDER + 1;

    private static final Pattern STREAM = Pattern.compile("/api/v1/functions/[^/]+/stream");

    private final long limit;
    private final Duration time;
    private final ProblemWriter problems;

    RequestSizeFilter(LimitsProperties limits, ProblemWriter problems) {
        this.limit = limits.requestSize().toBytes();
        this.time = limits.bodyTime();
        this.problems = problems;
    }

    /** A stream may be of any length; it is each of its inputs that is bounded. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return "POST".equals(request.getMethod()) && STREAM.matcher(path).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit) {
            problems.write(request, response, Problems.tooLarge("body", limit));
        } else {
            chain.doFilter(new LimitedRequest(request, limit, time), response);
        }
    }
}
