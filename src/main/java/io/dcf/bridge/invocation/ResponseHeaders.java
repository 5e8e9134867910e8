package io.dcf.bridge.invocation;

import io.dcf.bridge.gateway.HeaderLines;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.stereotype.Component;

/** Chooses which headers of a function's answer reach its caller: all but those that are the bridge's to say. */
@Component
class ResponseHeaders {

    /**
     * Those that are about one connection, or that the bridge writes by itself; that set cookies of its host; and that tell a
     * proxy what to do.
     */
    private static final Set<String> NOT_PASSED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "alt-svc",
            "content-length",
            "content-type",
            "date",
            "set-cookie",
            "set-cookie2",
            "clear-site-data",
            "content-security-policy",
            "content-security-policy-report-only",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "strict-transport-security",
            "x-sendfile",
            "x-call-id",
            "x-duration-seconds",
            "x-request-id",
            "traceparent",
            "tracestate");

    private static final List<String> PREFIXES_NOT_PASSED =
            List.of("access-control-", "cross-origin-", "ratelimit", "x-accel-", "x-http-", "x-dcf-");

    /** What the bridge itself says of a request takes so much of the head, and of a cross-origin one. */
    private static final int OWN = 1536;

    private final long most;

    ResponseHeaders(TomcatServerProperties tomcat) {
        this.most = tomcat.getMaxHttpResponseHeaderSize().toBytes() - OWN;
    }

    /** Throws a {@link ProblemException} where they are more than a response of the bridge can have. */
    void write(HttpHeaders headers, HttpServletResponse response) {
        Map<String, List<String>> passed = headers.map().entrySet().stream()
                .filter(header -> isPassed(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (size(passed) > most) {
            throw new ProblemException(Problem.of(502, "The function answers with more headers than fit.")
                    .hint("Make it answer fewer bytes of them, or raise server.tomcat.max-http-response-header-size."));
        }
        passed.forEach((name, values) -> {
            if (!name.equals("vary")) { // which is a list, to which the bridge has its own entries
                response.setHeader(name, null);
            }
            values.forEach(value -> response.addHeader(name, value));
        });
    }

    private static long size(Map<String, List<String>> headers) {
        HeaderLines lines = new HeaderLines();
        headers.forEach((name, values) -> values.forEach(value -> lines.add(name, value)));
        return lines.size();
    }

    private static boolean isPassed(String name) {
        return !NOT_PASSED.contains(name) && PREFIXES_NOT_PASSED.stream().noneMatch(name::startsWith);
    }
}
