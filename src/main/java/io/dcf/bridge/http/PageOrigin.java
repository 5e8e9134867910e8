package io.dcf.bridge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** Decides whether the page that sends a request is of the bridge's own host. */
public final class PageOrigin {

    private PageOrigin() {}

    /** @param origin the header Origin of the request */
    public static boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        // HTTP/2 has :authority instead, which Tomcat returns only as the server name.
        return isOwn(origin, host == null ? request.getServerName() + ":" + request.getServerPort() : host);
    }

    /** Compares host and port only: the bridge does not know whether a proxy terminates TLS. */
    static boolean isOwn(String origin, String host) {
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
}
