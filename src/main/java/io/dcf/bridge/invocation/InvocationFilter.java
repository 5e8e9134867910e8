package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.RequestOrder;
import io.dcf.bridge.route.RoutePath;
import io.dcf.bridge.security.RouteAccessCheck;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * The short road of invocations: around Spring's dispatcher, which would cost more than all else that the bridge does for
 * one. What the dispatcher would note of the request is noted here; it still takes whatever is not plainly an invocation,
 * such as one of a name that no function can have.
 */
@Component
@Order(RequestOrder.INVOCATION)
public class InvocationFilter implements Filter {

    /** No function ever gets these: TRACE shows a caller's credentials, CONNECT has no path. */
    private static final Set<String> NOT_INVOKING = Set.of("TRACE", "CONNECT");

    /** Where a function is asked: {@code prefix + name + suffix}, or below; and what the dispatcher has there. */
    private record Route(String prefix, String suffix, String pattern, HandlerMethod handler) {

        Route(String prefix, String suffix, HandlerMethod handler) {
            this(prefix, suffix, prefix + "{name}" + suffix, handler);
        }

        /** What a path asks for; null where the path is another, or holds no function's name. */
        @Nullable
        FunctionPath of(String path) {
            int slash = path.startsWith(prefix) ? path.indexOf('/', prefix.length()) : 0;
            int end = slash < 0 ? path.length() : slash;
            if (end <= prefix.length() || !path.startsWith(suffix, end)) {
                return null;
            }
            String below = path.substring(end + suffix.length());
            if (!below.isEmpty() && below.charAt(0) != '/') {
                return null;
            }
            try {
                return new FunctionPath(new FunctionName(path.substring(prefix.length(), end)), below);
            } catch (InvalidException e) {
                return null;
            }
        }

        String pattern(FunctionPath path) {
            return path.isBelow() ? pattern + "/{*path}" : pattern;
        }
    }

    private final Invocations invocations;
    private final HttpInvocations http;
    private final RouteAccessCheck access;
    private final ProblemWriter problems;
    private final List<Route> routes;

    InvocationFilter(
            Invocations invocations,
            HttpInvocations http,
            RouteAccessCheck access,
            InvocationsController controller,
            ProblemWriter problems)
            throws NoSuchMethodException {
        this.invocations = invocations;
        this.http = http;
        this.access = access;
        this.problems = problems;
        this.routes = List.of(
                new Route("/function/", "", handler(controller, "trigger")),
                new Route("/api/v1/functions/", "/invocations", handler(controller, "invoke")));
    }

    private static HandlerMethod handler(InvocationsController controller, String name) throws NoSuchMethodException {
        return new HandlerMethod(
                controller,
                InvocationsController.class.getDeclaredMethod(
                        name, FunctionName.class, HttpServletRequest.class, HttpServletResponse.class));
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        if (NOT_INVOKING.contains(request.getMethod()) || !serve(request, (HttpServletResponse) answered)) {
            chain.doFilter(asked, answered);
        }
    }

    private boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = RoutePath.of(request);
        for (Route route : routes) {
            FunctionPath asksFor = route.of(path);
            if (asksFor != null
                    && access.allows(
                            request, route.pattern(asksFor), asksFor.function().value())) {
                return serve(route, asksFor, request, response);
            }
        }
        return false;
    }

    /** False where the gateway carries no more of HTTP than the body of a POST. */
    private boolean serve(Route route, FunctionPath path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            boolean carried = http.take(path, request);
            if (!carried && !path.isInvokedBy(request)) {
                return false;
            }
            note(route, path, request);
            if (carried) {
                http.answer(path, request, response);
            } else {
                invocations.answer(path.function(), request, response);
            }
        } catch (IOException | RuntimeException e) {
            fail(e, request, response);
        }
        return true;
    }

    private static void note(Route route, FunctionPath path, HttpServletRequest request) {
        String pattern = route.pattern(path);
        request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, route.handler());
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        request.setAttribute(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                Map.of("name", path.function().value()));
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(pattern));
    }

    /** What fails in the midst of a response is for the log. */
    private void fail(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() && failure instanceof RuntimeException) {
            String trace = ProblemWriter.traceId(request);
            Problem problem = problems.tell(failure, request.getMethod(), request.getRequestURI(), trace);
            request.setAttribute(ProblemWriter.CODE, problem.code());
        } else {
            problems.write(request, response, failure);
        }
    }
}
