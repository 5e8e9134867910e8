package io.dcf.bridge.rest;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.security.RouteAccess;
import io.dcf.bridge.security.RoutePath;
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
@Order(InvocationFilter.ORDER)
class InvocationFilter implements Filter {

    static final int ORDER = RateFilter.ORDER + 1;

    /** Where an invocation is asked for: {@code prefix + name + suffix}, and what the dispatcher has there. */
    private record Route(String prefix, String suffix, String pattern, HandlerMethod handler) {

        Route(String prefix, String suffix, HandlerMethod handler) {
            this(prefix, suffix, prefix + "{name}" + suffix, handler);
        }

        /** The function whose name is in the path; null where the path is another, or holds no function's name. */
        @Nullable
        FunctionName name(String path) {
            int end = path.length() - suffix.length();
            if (end <= prefix.length() || !path.startsWith(prefix) || !path.endsWith(suffix)) {
                return null;
            }
            try {
                return new FunctionName(path.substring(prefix.length(), end));
            } catch (InvalidException e) {
                return null;
            }
        }
    }

    private final Invocations invocations;
    private final RouteAccess access;
    private final ProblemWriter problems;
    private final List<Route> routes;

    InvocationFilter(
            Invocations invocations, RouteAccess access, InvocationsController controller, ProblemWriter problems)
            throws NoSuchMethodException {
        this.invocations = invocations;
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
        if ("POST".equals(request.getMethod())) {
            String path = RoutePath.of(request);
            for (Route route : routes) {
                FunctionName name = route.name(path);
                if (name != null && access.allows(request, route.pattern(), name.value())) {
                    answer(route, name, request, (HttpServletResponse) answered);
                    return;
                }
            }
        }
        chain.doFilter(asked, answered);
    }

    private void answer(Route route, FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, route.handler());
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route.pattern());
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, Map.of("name", name.value()));
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(route.pattern()));
        try {
            invocations.answer(name, request, response);
        } catch (IOException | RuntimeException e) {
            problems.write(request, response, e);
        }
    }
}
