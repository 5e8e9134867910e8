package io.dcf.bridge.rest;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.GatewayProperties;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its {@link Call}: an id and a trace, its own or new ones, and what of it crosses to the gateway. */
@Component
@Order(CallFilter.ORDER)
class CallFilter extends OncePerRequestFilter {

    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final String REQUEST_ID = "X-Request-Id";
    private static final String TRACEPARENT = "traceparent";
    private static final Pattern ID = Pattern.compile("[-._~:/+=@A-Za-z0-9]{1,128}");
    private static final Pattern TRACE = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final GatewayProperties gateway;
    private final ProblemWriter problems;

    CallFilter(GatewayProperties gateway, ProblemWriter problems) {
        this.gateway = gateway;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceparent = traceparent(request);
        Call call = new Call(id(request, traceparent), traceparent, null, forwarded(request));
        response.setHeader(REQUEST_ID, call.id());
        response.setHeader(TRACEPARENT, call.traceparent());
        request.setAttribute(Call.class.getName(), call);
        try {
            call = call.within(Timeouts.of(request));
        } catch (InvalidException e) {
            problems.write(request, response, Problems.invalid(e.violations()));
            return;
        }
        MDC.put("traceId", call.traceId());
        try (Call.Scope scope = call.attach()) {
            chain.doFilter(request, response);
        } finally {
            MDC.remove("traceId");
        }
    }

    private static String traceparent(HttpServletRequest request) {
        String given = request.getHeader(TRACEPARENT);
        if (given != null && TRACE.matcher(given).matches()) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // One bit is set in each part, since all zeros would mean no trace at all.
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-01";
    }

    private static String id(HttpServletRequest request, String traceparent) {
        String given = request.getHeader(REQUEST_ID);
        return given != null && ID.matcher(given).matches() ? given : Call.traceId(traceparent);
    }

    private Map<String, String> forwarded(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : gateway.forwardHeaders()) {
            String value = request.getHeader(name);
            if (value != null && Call.isMetadata(value)) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
