package io.dcf.bridge.http;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.filters.FilterAndValveOrder;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives each request its {@link CallContext}: id, trace, deadline, and the headers that are passed on to the gateway. */
@Component
@Order(FilterAndValveOrder.CALL_CONTEXT)
class CallContextFilter implements Filter {

    /** Passed on in any case, with the values of the call. */
    private static final Set<String> PASSED_BY_CALL = Set.of("x-request-id", TraceParent.NAME);

    private final GatewayProperties gateway;
    private final ProblemWriter problems;
    private final Tracer tracer;

    CallContextFilter(GatewayProperties gateway, ProblemWriter problems, Tracer tracer) {
        this.gateway = gateway;
        this.problems = problems;
        this.tracer = tracer;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        TraceParent trace = trace(request);
        CallContext call = CallContext.of(request.getHeader(CallContext.ID_HEADER), trace, forwarded(request));
        response.setHeader(CallContext.ID_HEADER, call.id());
        response.setHeader(TraceParent.NAME, trace.toString());
        request.setAttribute(CallContext.class.getName(), call);
        try {
            call = call.within(TimeoutHeaders.of(request));
        } catch (InvalidException e) {
            problems.write(request, response, Problems.invalid(e.violations()));
            return;
        }
        MDC.put("traceId", trace.traceId());
        try (CallContext.Scope scope = call.attach()) {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("traceId");
        }
    }

    /** The trace of the recorded span, else the one in the request, else a new one. */
    private TraceParent trace(HttpServletRequest request) {
        return TraceParent.of(tracer.currentSpan())
                .or(() -> TraceParent.of(request.getHeader(TraceParent.NAME)))
                .orElseGet(TraceParent::random);
    }

    /** The headers that the settings name, and tracestate. */
    private Map<String, String> forwarded(HttpServletRequest request) {
        boolean traced = TraceParent.of(request.getHeader(TraceParent.NAME)).isPresent();
        if (!traced && gateway.forwardHeaders().isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        gateway.forwardHeaders().forEach(name -> put(headers, name, request));
        if (traced) {
            put(headers, "tracestate", request);
        }
        headers.keySet().removeAll(PASSED_BY_CALL);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, HttpServletRequest request) {
        String value = value(name, request);
        if (value != null && CallContext.isMetadata(value)) {
            headers.put(name, value);
        }
    }

    /** All lines of a header as one list (RFC 9110, 5.3). Authorization is not a list: the first line, which was authenticated, is taken. */
    private static @Nullable String value(String name, HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(name));
        return lines.size() < 2 || name.equals("authorization")
                ? request.getHeader(name)
                : String.join(name.equals("cookie") ? "; " : ", ", lines);
    }
}
