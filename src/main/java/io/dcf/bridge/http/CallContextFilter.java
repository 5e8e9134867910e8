package io.dcf.bridge.http;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.route.RequestOrder;
import io.micrometer.tracing.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
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
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its {@link CallContext}: an id and a trace, its own or new ones, and what of it crosses to the gateway. */
@Component
@Order(RequestOrder.CALL_CONTEXT)
class CallContextFilter extends OncePerRequestFilter {

    /** These cross as what the call makes of them. */
    private static final Set<String> ALWAYS = Set.of("x-request-id", TraceParent.NAME);

    private final GatewayProperties gateway;
    private final ProblemWriter problems;
    private final Tracer tracer;

    CallContextFilter(GatewayProperties gateway, ProblemWriter problems, Tracer tracer) {
        this.gateway = gateway;
        this.problems = problems;
        this.tracer = tracer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
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

    /** The place of the span that is recorded of this request or, where none is, what the caller says, or a new trace. */
    private TraceParent trace(HttpServletRequest request) {
        return TraceParent.of(tracer.currentSpan())
                .or(() -> TraceParent.of(request.getHeader(TraceParent.NAME)))
                .orElseGet(TraceParent::random);
    }

    /** What the settings name, and what vendors of traces keep beside the trace. */
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
        headers.keySet().removeAll(ALWAYS);
        return headers;
    }

    private static void put(Map<String, String> headers, String name, HttpServletRequest request) {
        String value = value(name, request);
        if (value != null && CallContext.isMetadata(value)) {
            headers.put(name, value);
        }
    }

    /** All lines as one list (RFC 9110, 5.3), but of credentials, which are no list, the line that was checked here. */
    private static @Nullable String value(String name, HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(name));
        return lines.size() < 2 || name.equals("authorization")
                ? request.getHeader(name)
                : String.join(name.equals("cookie") ? "; " : ", ", lines);
    }
}
