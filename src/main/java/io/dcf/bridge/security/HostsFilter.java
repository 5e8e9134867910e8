package io.dcf.bridge.security;

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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Refuses requests for hosts that are not this one, in mode none: a page can have its own name resolve to 127.0.0.1 (DNS
 * rebinding), and is then of the bridge's origin to the browser, but for the name that it sends in Host.
 */
final class HostsFilter implements Filter {

    private static final String ANY = "*";

    /** Those of addresses cannot be made to mean another machine. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private static final Pattern PORT = Pattern.compile(":\\d*$");

    private final List<String> names;
    private final Refusals refusals;

    HostsFilter(List<String> names, Refusals refusals) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest asked, ServletResponse answered, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) asked;
        String host = host(request);
        if (host == null || isKnown(PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT))) {
            chain.doFilter(asked, answered);
        } else {
            refusals.misdirected(request, (HttpServletResponse) answered);
        }
    }

    /** As the client sent it, whatever a proxy, or a page that pretends to be one, forwards; null of HTTP/1.0, which no browser speaks. */
    private static @Nullable String host(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null && request.getProtocol().startsWith("HTTP/2") ? request.getServerName() : host;
    }

    private boolean isKnown(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || ADDRESS.matcher(name).matches()
                || names.stream().anyMatch(each -> covers(each, name));
    }

    private static boolean covers(String known, String name) {
        return known.equals(ANY) || known.equals(name) || known.startsWith("*.") && name.endsWith(known.substring(1));
    }
}
