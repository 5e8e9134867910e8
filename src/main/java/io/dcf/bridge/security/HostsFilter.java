package io.dcf.bridge.security;

import io.dcf.bridge.problem.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Refuses requests for unknown hosts in mode none. It prevents DNS rebinding: a page whose own name resolves to
 * 127.0.0.1 has the bridge's origin for the browser, and only the Host header shows the foreign name.
 */
final class HostsFilter implements Filter {

    private static final String ANY = "*";

    private final List<String> names;
    private final Refusals refusals;

    HostsFilter(List<String> names, Refusals refusals) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        String host = host(request);
        if (host == null || isKnown(withoutPort(host).toLowerCase(Locale.ROOT))) {
            chain.doFilter(servletRequest, servletResponse);
        } else {
            refusals.refuse(request, (HttpServletResponse) servletResponse, Refusal.UNKNOWN_HOST);
        }
    }

    /**
     * The host that the client sent, without forwarded headers, which a page could set; null for HTTP/1.0, which no
     * browser speaks.
     */
    private static @Nullable String host(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null && request.getProtocol().startsWith("HTTP/2") ? request.getServerName() : host;
    }

    private boolean isKnown(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || isAddress(name)
                || names.stream().anyMatch(each -> matches(each, name));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon >= 0 && consistsOf("0123456789", host, colon + 1, host.length()) ? host.substring(0, colon) : host;
    }

    /**
     * Whether it is an address, which cannot resolve to another machine. Browsers take a name of digits and dots for an IPv4 address too, or for an
     * invalid one (WHATWG URL, 3.5).
     */
    private static boolean isAddress(String name) {
        int last = name.length() - 1;
        return name.startsWith("[")
                ? name.endsWith("]") && consistsOf("0123456789abcdef:.", name, 1, last)
                : last >= 0 && consistsOf("0123456789.", name, 0, last + 1);
    }

    private static boolean consistsOf(String characters, String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String allowed, String name) {
        return allowed.equals(ANY)
                || allowed.equals(name)
                || allowed.startsWith("*.") && name.endsWith(allowed.substring(1));
    }
}
