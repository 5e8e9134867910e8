package io.dcf.bridge.rest;

import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.limit.LoginFailures;
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
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Refuses credentials of an address that has sent too many wrong ones, before whoever checks them has any work with them. */
@Component
@Order(LoginFailuresFilter.ORDER)
class LoginFailuresFilter implements Filter {

    /** Before whatever checks credentials, which has room until {@link RateFilter}. */
    static final int ORDER = PlaceFilter.ORDER + 1;

    private final LoginFailures failures;
    private final ProblemWriter problems;

    LoginFailuresFilter(LoginFailures failures, ProblemWriter problems) {
        this.failures = failures;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null) {
            chain.doFilter(asked, answered);
            return;
        }
        try {
            failures.require(request);
        } catch (LimitException e) {
            problems.write(request, response, e);
            return;
        }
        chain.doFilter(asked, answered);
        if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
            failures.add(request);
        }
    }
}
