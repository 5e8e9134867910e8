package io.dcf.bridge.rest;

import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.HeaderLines;
import io.dcf.bridge.gateway.TraceParent;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Chooses which headers of a request reach a function: those that are meant for it, and what the bridge knows of the request. */
@Component
class RequestHeaders {

    /**
     * Those that are about one connection (RFC 9110, 7.6.1), that say how the body was sent, that the bridge has read, and that it says itself: what a caller or a proxy
     * says of another address is not to be believed, unless {@code ForwardedValve} has.
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
            "x-forwarded-port",
            "x-forwarded-ssl");

    private final HttpFunctionProperties properties;

    RequestHeaders(HttpFunctionProperties properties) {
        this.properties = properties;
    }

    /** @param bodySize of the body as the function gets it; below 0 where it is not known */
    HttpHeaders of(HttpServletRequest request, FunctionPath path, Call call, long bodySize) {
        Map<String, List<String>> headers = new TreeMap<>();
        Set<String> named = connection(request);
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (isPassed(lower) && !named.contains(lower)) {
                headers.put(lower, Collections.list(request.getHeaders(name)));
            }
        }
        String host = request.getHeader("Host");
        headers.put("x-forwarded-host", List.of(host == null ? authority(request) : host));
        headers.put("x-forwarded-proto", List.of(request.getScheme()));
        headers.put("x-forwarded-for", List.of(request.getRemoteAddr()));
        headers.put("x-forwarded-prefix", List.of(path.prefix(request)));
        headers.put("x-request-id", List.of(call.id()));
        headers.put(TraceParent.NAME, List.of(call.trace().toString()));
        if (bodySize > 0) {
            headers.put("content-length", List.of(Long.toString(bodySize)));
        }
        HttpHeaders all = HttpHeaders.of(headers, (name, value) -> true);
        requireNotTooLong(all);
        return all;
    }

    /** HTTP/2 has another name for the host. */
    private static String authority(HttpServletRequest request) {
        boolean usual = request.getServerPort() == (request.isSecure() ? 443 : 80);
        return request.getServerName() + (usual ? "" : ":" + request.getServerPort());
    }

    private boolean isPassed(String name) {
        return switch (name) {
            case "authorization" -> properties.passAuthorization();
            case "cookie" -> properties.passCookies();
            default -> !NOT_PASSED.contains(name) && !name.startsWith("x-http-") && !name.startsWith("x-dcf-");
        };
    }

    /** What Connection names is about one connection, too. */
    private static Set<String> connection(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders("Connection"));
        return lines.isEmpty()
                ? Set.of()
                : Set.copyOf(lines.stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static void requireNotTooLong(HttpHeaders headers) {
        if (HeaderLines.size(headers) > HeaderLines.MAX) {
            throw new ProblemException(
                    Problem.of(431, "The headers for the function are longer than " + HeaderLines.MAX + " bytes.")
                            .hint("Send fewer bytes of headers."));
        }
    }
}
