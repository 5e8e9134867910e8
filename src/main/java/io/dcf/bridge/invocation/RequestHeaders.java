package io.dcf.bridge.invocation;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.dcf.bridge.http.StartTime;
import io.dcf.bridge.invoker.HeaderLines;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Chooses the headers of a request that are passed on to a function, and adds those that the bridge sets. */
@Component
class RequestHeaders {

    private static final String REQUEST_ID = "x-request-id";
    private static final String START_TIME = "x-start-time";

    /**
     * Headers of the connection (RFC 9110, 7.6.1), of the transfer of the body, and those that the bridge evaluates or sets. Forwarded headers
     * are not trusted here: {@code ForwardedValve} has applied those of trusted proxies.
     */
    private static final Set<String> NOT_PASSED = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "expect",
            "host",
            "content-length",
            "content-encoding",
            "x-call-id",
            "x-timeout",
            "grpc-timeout",
            "forwarded",
            START_TIME,
            REQUEST_ID,
            TraceParent.NAME);

    private static final List<String> PREFIXES_NOT_PASSED = List.of("x-http-", "x-dcf-", "x-forwarded-");

    private final HttpFunctionProperties properties;

    RequestHeaders(HttpFunctionProperties properties) {
        this.properties = properties;
    }

    /**
     * Returns the headers for the function.
     *
     * @param bodySize the size of the body that the function gets; below 0 if it is not known
     */
    HeaderLines of(HttpServletRequest request, FunctionPath path, CallContext call, long bodySize) {
        HeaderLines lines = new HeaderLines();
        addPassed(request, lines);
        String host = request.getHeader("Host");
        lines.add("x-forwarded-host", host == null ? authority(request) : host);
        lines.add("x-forwarded-proto", request.getScheme());
        lines.add("x-forwarded-for", request.getRemoteAddr());
        lines.add("x-forwarded-prefix", path.prefix(request));
        lines.add(START_TIME, StartTime.now());
        lines.add(REQUEST_ID, call.id());
        lines.add(TraceParent.NAME, call.trace().toString());
        if (bodySize > 0) {
            lines.add("content-length", Long.toString(bodySize));
        }
        requireNotTooLong(lines);
        return lines;
    }

    private void addPassed(HttpServletRequest request, HeaderLines lines) {
        Set<String> ofConnection = connection(request);
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            String lower = name.toLowerCase(Locale.ROOT);
            if (isPassed(lower) && !ofConnection.contains(lower)) {
                Enumeration<String> values = request.getHeaders(name);
                while (values.hasMoreElements()) {
                    lines.add(lower, values.nextElement());
                }
            }
        }
    }

    /** The authority of a request without Host, which is one over HTTP/2. */
    private static String authority(HttpServletRequest request) {
        boolean isDefault = request.getServerPort() == (request.isSecure() ? 443 : 80);
        return request.getServerName() + (isDefault ? "" : ":" + request.getServerPort());
    }

    private boolean isPassed(String name) {
        return switch (name) {
            case "authorization" -> properties.passAuthorization();
            case "cookie" -> properties.passCookies();
            default ->
                !NOT_PASSED.contains(name) && PREFIXES_NOT_PASSED.stream().noneMatch(name::startsWith);
        };
    }

    /** The headers that Connection names; they are headers of the connection, too. */
    private static Set<String> connection(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders("Connection"));
        return lines.isEmpty()
                ? Set.of()
                : Set.copyOf(lines.stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static void requireNotTooLong(HeaderLines lines) {
        if (lines.size() > HeaderLines.MAX_SIZE) {
            throw new ProblemException(Problem.of(
                            ProblemType.HEADERS_TOO_LARGE,
                            "The headers for the function are longer than " + HeaderLines.MAX_SIZE + " bytes.")
                    .hint("Send fewer or shorter headers."));
        }
    }
}
