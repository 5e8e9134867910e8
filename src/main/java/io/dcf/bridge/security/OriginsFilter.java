package io.dcf.bridge.security;

import io.dcf.bridge.http.PageOrigin;
import io.dcf.bridge.problem.Refusal;
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
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;

/**
 * Accepts requests of pages from the bridge's own host and from the configured origins only. Browsers send some requests for any page, WebSockets
 * among them (RFC 6455, 10.2), with the credentials that they have stored, and report only the page's origin.
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

    /** The header in which browsers report the origin of requests without Origin (W3C, Fetch Metadata). */
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
            refusals.refuse(request, response, Refusal.FOREIGN_ORIGIN);
        } else if (origin == null || PageOrigin.isOwn(origin, request)) {
            chain.doFilter(asked, answered);
        } else if (allowed.checkOrigin(origin) == null || !cors.processRequest(allowed, request, response)) {
            refusals.refuse(request, response, Refusal.FOREIGN_ORIGIN);
        } else if (!CorsUtils.isPreFlightRequest(request)) {
            chain.doFilter(asked, answered);
        }
    }

    /** A page of any site can make a browser send a GET, by an image or a link, and a function may do more than read. */
    private boolean isForeignInvocation(HttpServletRequest request) {
        String site = request.getHeader(SITE);
        return site != null
                && FOREIGN_SITES.contains(site)
                && RouteTable.match(request).access() == Access.INVOKE;
    }

    /** Leaves the response of a refusal to the filter, which writes a problem. */
    private static final class Processor extends DefaultCorsProcessor {
        @Override
        protected void rejectRequest(ServerHttpResponse response) {
            // The filter writes the response.
        }
    }
}
