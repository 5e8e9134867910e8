package io.dcf.bridge.problem;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Adds a problem to errors that a library sends without a body, such as the Actuator's 404. Errors of functions have a Content-Type. */
public final class EmptyErrorFilter implements Filter {

    private final ProblemWriter problems;

    public EmptyErrorFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(asked, answered);
        HttpServletResponse response = (HttpServletResponse) answered;
        if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST && response.getContentType() == null) {
            problems.write((HttpServletRequest) asked, response, StatusProblems.of(response.getStatus()));
        }
    }
}
