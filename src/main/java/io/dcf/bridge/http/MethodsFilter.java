package io.dcf.bridge.http;

import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.StatusProblems;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;

/**
 * Answers OPTIONS without the empty Accept-Patch header that Spring adds, and refuses TRACE, which would show credentials, with the methods of the
 * resource: Tomcat would list those of the servlet, and Spring would answer it.
 */
@Order(FilterAndValveOrder.METHODS)
class MethodsFilter implements Filter {

    private final ProblemWriter problems;

    MethodsFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        switch (request.getMethod()) {
            case "OPTIONS" -> chain.doFilter(request, new WithoutEmptyHeaders(response));
            case "TRACE" -> {
                chain.doFilter(new RequestWithMethod(request, "OPTIONS"), new WithoutEmptyHeaders(response));
                refuse(request, response);
            }
            default -> chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.getStatus() == HttpServletResponse.SC_OK) {
            Problem problem = StatusProblems.of(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            problems.write(
                    request, response, problem.hint("Allowed here: " + response.getHeader(HttpHeaders.ALLOW) + "."));
        }
    }

    private static final class WithoutEmptyHeaders extends HttpServletResponseWrapper {

        WithoutEmptyHeaders(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            if (!value.isEmpty()) {
                super.addHeader(name, value);
            }
        }
    }
}
