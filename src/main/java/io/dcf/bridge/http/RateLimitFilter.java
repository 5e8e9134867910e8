package io.dcf.bridge.http;

import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.limit.ClientRates;
import io.dcf.bridge.limit.Quota;
import io.dcf.bridge.problem.ProblemWriter;
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

/** Refuses requests above the rate of their client, and reports the rest of its quota in headers. Probes are not counted. */
@Component
@Order(FilterAndValveOrder.RATE_LIMIT)
public class RateLimitFilter implements Filter {

    private final ClientRates rates;
    private final ProblemWriter problems;

    RateLimitFilter(ClientRates rates, ProblemWriter problems) {
        this.rates = rates;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        if (PermitFilter.isProbe(request)) {
            chain.doFilter(asked, answered);
            return;
        }
        Quota quota = rates.count(request);
        response.setHeader("RateLimit-Policy", quota.policy());
        response.setHeader("RateLimit", quota.remaining());
        if (quota.refusal() == null) {
            chain.doFilter(asked, answered);
        } else {
            problems.write(request, response, quota.refusal());
        }
    }
}
