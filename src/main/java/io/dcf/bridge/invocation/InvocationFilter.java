package io.dcf.bridge.invocation;

import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.http.PathFunction;
import io.dcf.bridge.problem.FailedRequest;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.route.Route;
import io.dcf.bridge.route.RouteMatch;
import io.dcf.bridge.route.Routes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Answers invocations without Spring's dispatcher, which would cost more than the rest of the bridge. It sets the request attributes that the
 * dispatcher would set. All other requests, and invocations of invalid names, go on to the dispatcher. See
 * docs/decisions/0013-invocations-bypass-the-dispatcher.md.
 */
@Component
@Order(FilterAndValveOrder.INVOCATION)
public class InvocationFilter implements Filter {

    /** Methods that no function gets: TRACE shows credentials, CONNECT has no path. */
    private static final Set<String> NOT_INVOKING = Set.of("TRACE", "CONNECT");

    private final Invocations invocations;
    private final HttpInvocations http;
    private final AsyncInvocations async;
    private final ProblemWriter problems;

    /** The controller methods by the address of their route. */
    private final Map<String, HandlerMethod> handlers;

    InvocationFilter(
            Invocations invocations,
            HttpInvocations http,
            AsyncInvocations async,
            InvocationsController controller,
            ProblemWriter problems)
            throws NoSuchMethodException {
        this.invocations = invocations;
        this.http = http;
        this.async = async;
        this.problems = problems;
        this.handlers = Map.of(
                Routes.TRIGGER_PATH, handler(controller, "trigger"),
                Routes.INVOCATIONS_PATH, handler(controller, "invoke"));
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

    /** Returns false if the dispatcher must answer. */
    private boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RouteMatch match = RouteMatch.authorized(request);
        if (match == null || match.route().body() != Route.Body.INPUT) {
            return false;
        }
        String name = Objects.requireNonNull(match.function(), "the route names a function");
        if (!FunctionName.isValid(name)) {
            return refuse(name, match, request, response);
        }
        return serve(match, new FunctionPath(new FunctionName(name), match.below()), request, response);
    }

    /** Returns false if the dispatcher must refuse the name. */
    private boolean refuse(String name, RouteMatch match, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!PathFunction.isReference(name) || !match.route().address().equals(Routes.TRIGGER_PATH)) {
            return false;
        }
        problems.write(request, response, PathFunction.unknown());
        return true;
    }

    /** Returns false if the gateway supports only the body of a POST, and this request is more. */
    private boolean serve(RouteMatch match, FunctionPath path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            boolean carried = http.take(path, request);
            if (!carried && !path.isInvokedBy(request) && !http.isTriggerOfOpenfx(path, request)) {
                return false;
            }
            note(match, path, request);
            if (AsyncInvocations.isAsked(request)) {
                async.answer(path, request, response);
            } else if (carried) {
                http.answer(path, request, response);
            } else {
                invocations.answer(path.function(), request, response);
            }
        } catch (IOException | RuntimeException e) {
            fail(e, request, response);
        }
        return true;
    }

    private void note(RouteMatch match, FunctionPath path, HttpServletRequest request) {
        String address = match.route().address();
        String pattern = path.isBelow() ? address + "/{*path}" : address;
        request.setAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, handlers.get(address));
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        request.setAttribute(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                Map.of("name", path.function().value()));
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(pattern));
    }

    /** Logs a failure after the response has started; else answers with its problem. */
    private void fail(Exception failure, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted() && failure instanceof RuntimeException) {
            Problem problem = problems.report(failure, FailedRequest.of(request));
            request.setAttribute(ProblemWriter.CODE, problem.code());
        } else {
            problems.write(request, response, failure);
        }
    }
}
