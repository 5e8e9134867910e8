package io.dcf.bridge.invocation;

import io.dcf.bridge.invoker.HeaderLines;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.tomcat.autoconfigure.TomcatServerProperties;
import org.springframework.stereotype.Component;

/** Chooses the headers of a function's response that are returned to the client: all except those that the bridge itself controls. */
@Component
class ResponseHeaders {

    /** Headers of the connection, those that the bridge sets, cookies for its host, and instructions for proxies. */
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
            "x-start-time",
            "x-duration-seconds",
            "x-request-id",
            "traceparent",
            "tracestate");

    private static final List<String> PREFIXES_NOT_PASSED =
            List.of("access-control-", "cross-origin-", "ratelimit", "x-accel-", "x-http-", "x-dcf-");

    /** Space in the head for the headers of the bridge itself, including those of a cross-origin response. */
    private static final int OWN_BYTES = 1536;

    private final long maxBytes;

    ResponseHeaders(TomcatServerProperties tomcat) {
        this.maxBytes = tomcat.getMaxHttpResponseHeaderSize().toBytes() - OWN_BYTES;
    }

    /** Throws a {@link ProblemException} if the headers are larger than a response of the bridge can have. */
    void write(HttpHeaders headers, HttpServletResponse response) {
        Map<String, List<String>> passed = headers.map().entrySet().stream()
                .filter(header -> isPassed(header.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (size(passed) > maxBytes) {
            throw new ProblemException(
                    Problem.of(
                                    ProblemType.RESPONSE_HEADERS_TOO_LARGE,
                                    "The headers of the function's response are longer than " + maxBytes + " bytes.")
                            .hint(
                                    "Return fewer or shorter headers from the function, or raise server.tomcat.max-http-response-header-size."));
        }
        passed.forEach((name, values) -> {
            if (!name.equals("vary")) { // a list to which the bridge adds its own entries
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
