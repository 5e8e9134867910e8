package io.dcf.bridge.problem;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Gives an error that a library answers without a body, such as the actuator's 404, a problem as its body. A function's own has a type. */
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
            problems.write((HttpServletRequest) asked, response, Problems.bare(response.getStatus()));
        }
    }
}
