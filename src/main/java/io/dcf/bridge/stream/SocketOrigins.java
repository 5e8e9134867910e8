package io.dcf.bridge.stream;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Says which pages may open WebSockets. Browsers let any page open one to anywhere, and say only where the page is from
 * (RFC 6455, 10.2).
 */
@Component
class SocketOrigins {

    private final Set<String> allowed;

    SocketOrigins(StreamProperties properties) {
        this.allowed = properties.origins().stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Throws a problem where a browser asks for a page of somebody else's. */
    void require(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null
                && !isOwn(origin, request.getHeader(HttpHeaders.HOST))
                && !allowed.contains(origin.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(Problem.of(403, "Pages of this origin may not open WebSockets here.")
                    .hint("bridge.stream.origins names the origins whose pages may."));
        }
    }

    /** By host and port alone: whether TLS ends here or before a proxy cannot be told. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            URI page = URI.create(origin);
            return host != null
                    && page.getRawAuthority() != null
                    && withoutDefaultPort(page.getRawAuthority(), page).equals(withoutDefaultPort(host, page));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withoutDefaultPort(String authority, URI page) {
        String port = "https".equalsIgnoreCase(page.getScheme()) ? ":443" : ":80";
        String lower = authority.toLowerCase(Locale.ROOT);
        return lower.endsWith(port) ? lower.substring(0, lower.length() - port.length()) : lower;
    }
}
