package io.dcf.bridge.security;

import io.dcf.bridge.route.Access;
import io.dcf.bridge.route.RouteTable;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Lets pages call that are the bridge's own or named, and no others, whatever they ask: browsers send some requests for any page,
 * WebSockets among them (RFC 6455, 10.2), with what they know of a user's password, and say only where the page is from.
 */
final class OriginsFilter implements Filter {

    private static final List<String> EXPOSED = List.of(
            "X-Request-Id",
            "traceparent",
            "X-Call-Id",
            "X-Duration-Seconds",
            "Retry-After",
            "Location",
            "Link",
            "Allow",
            "WWW-Authenticate",
            "RateLimit",
            "RateLimit-Policy");

    /** Where a browser says that a request comes from, of those to which it adds no Origin (W3C, Fetch Metadata). */
    private static final String SITE = "Sec-Fetch-Site";

    private static final List<String> FOREIGN_SITES = List.of("cross-site", "same-site");

    private final CorsConfiguration allowed;
    private final Processor cors = new Processor();
    private final Refusals refusals;

    OriginsFilter(List<String> origins, Refusals refusals) {
        this.refusals = refusals;
        this.allowed = allowed(origins);
    }

    static CorsConfiguration allowed(List<String> origins) {
        CorsConfiguration allowed = new CorsConfiguration();
        allowed.setAllowedOrigins(origins);
        allowed.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        allowed.setAllowedHeaders(List.of(CorsConfiguration.ALL));
        allowed.setExposedHeaders(EXPOSED);
        allowed.setMaxAge(3600L);
        return allowed;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        HttpServletResponse response = (HttpServletResponse) answered;
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null && isForeignInvocation(request)) {
            refusals.foreign(request, response);
        } else if (origin == null || isOwn(origin, host(request))) {
            chain.doFilter(asked, answered);
        } else if (allowed.checkOrigin(origin) == null || !cors.processRequest(allowed, request, response)) {
            refusals.foreign(request, response);
        } else if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(asked, answered);
        }
    }

    /** A page of any site can have a browser GET an address, by an image or a link, and what a function does then may be more than reading. */
    private boolean isForeignInvocation(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        return site != null
                && FOREIGN_SITES.contains(site)
                && RouteTable.match(request).access() == Access.INVOKE;
    }

    /** HTTP/2 has another name for the header, which Tomcat shows as the server's alone. */
    private static String host(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null ? request.getServerName() + ":" + request.getServerPort() : host;
    }

    /** By host and port alone: whether TLS ends here or before a proxy cannot be told. */
    private static boolean isOwn(String origin, String host) {
        try {
            URI page = URI.create(origin);
            return page.getRawAuthority() != null
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

    /** Leaves what it refuses to be told as a problem. */
    private static final class Processor extends DefaultCorsProcessor {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // The filter does.
        }
    }
}
