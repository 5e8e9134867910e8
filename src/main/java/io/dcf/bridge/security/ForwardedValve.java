package io.dcf.bridge.security;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import io.dcf.bridge.security.ProxiesProperties.Header;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Decides a request's client address, scheme, host and prefix, before anything else looks at it: what trusted proxies report replaces what the
 * connection shows, and all others ask the request. The forwarded headers that remain say the same; a stranger's are removed. Tomcat's own
 * RemoteIpValve resolves names, takes them for addresses, and restores the proxy's address before the request is logged.
 */
final class ForwardedValve extends ValveBase {

    private static final String PREFIX = "X-Forwarded-Prefix";

    private static final List<String> HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Ssl",
            PREFIX);

    private static final Pattern HOST = Pattern.compile("[-._A-Za-z0-9]+");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern PATH = Pattern.compile("(/(?!\\.)[-._~A-Za-z0-9]+)*");

    private final List<Network> trusted;
    private final Header header;

    ForwardedValve(ProxiesProperties proxies) {
        super(true);
        this.trusted = proxies.networks();
        this.header = proxies.header();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InetAddress peer = trusted.isEmpty() ? null : ForwardedHeaders.address(String.valueOf(request.getRemoteAddr()));
        ForwardedHeaders reported = peer == null || !isTrusted(peer)
                ? null
                : header == Header.FORWARDED
                        ? ForwardedHeaders.forwarded(request)
                        : ForwardedHeaders.xForwarded(request);
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        HEADERS.forEach(headers::removeHeader);
        if (peer != null && reported != null) {
            apply(reported, peer, request);
        }
        getNext().invoke(request, response);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    private void apply(ForwardedHeaders reported, InetAddress peer, Request request) {
        List<String> clients = reported.clients();
        InetAddress client = peer;
        int proxies = 0;
        while (proxies < clients.size() && isTrusted(client)) {
            InetAddress next = ForwardedHeaders.address(clients.get(clients.size() - 1 - proxies));
            if (next == null) {
                break; // what is left of it is not worth more
            }
            client = next;
            proxies++;
        }
        int believed = Math.max(1, proxies);
        setClient(client, request);
        setScheme(oldest(reported.schemes(), believed), request);
        setHost(oldest(reported.hosts(), believed), oldest(reported.ports(), believed), request);
        setPrefix(reported.prefixes(), believed, request);
    }

    /** The entry of the trusted proxy that is farthest away; where there are fewer entries, of the one before it. */
    private static String oldest(List<String> entries, int believed) {
        return entries.isEmpty() ? "" : entries.get(Math.max(0, entries.size() - believed));
    }

    private static void setClient(InetAddress client, Request request) {
        String address = InetAddresses.toAddrString(client);
        request.setRemoteAddr(address);
        request.setRemoteHost(address);
        set("X-Forwarded-For", address, request);
    }

    /** A port that is the scheme's default is the new scheme's default then. */
    private static void setScheme(String entry, Request request) {
        String scheme = switch (entry.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> null;
        };
        if (scheme != null) {
            boolean byDefault = request.getServerPort() == defaultPort(request);
            request.getCoyoteRequest().scheme().setString(scheme);
            request.setSecure(scheme.equals("https"));
            if (byDefault) {
                request.setServerPort(defaultPort(request));
            }
            set("X-Forwarded-Proto", scheme, request);
        }
    }

    private static void setHost(String entry, String port, Request request) {
        HostAndPort host = host(entry);
        boolean hasPort = PORT.matcher(port).matches();
        if (host != null) {
            String name = host.getHost();
            request.getCoyoteRequest().serverName().setString(name.indexOf(':') < 0 ? name : "[" + name + "]");
            request.setServerPort(host.getPortOrDefault(hasPort ? Integer.parseInt(port) : defaultPort(request)));
        } else if (hasPort) {
            request.setServerPort(Integer.parseInt(port));
        }
        if (host != null || hasPort) {
            boolean byDefault = request.getServerPort() == defaultPort(request);
            String seen = byDefault ? request.getServerName() : request.getServerName() + ":" + request.getServerPort();
            set("Host", seen, request);
            set("X-Forwarded-Host", seen, request);
        }
    }

    private static @Nullable HostAndPort host(String entry) {
        try {
            HostAndPort host = HostAndPort.fromString(entry);
            return HOST.matcher(host.getHost()).matches() || InetAddresses.isInetAddress(host.getHost()) ? host : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int defaultPort(Request request) {
        return "https".equals(request.getScheme()) ? 443 : 80;
    }

    private static void setPrefix(List<String> entries, int believed, Request request) {
        StringBuilder prefix = new StringBuilder();
        for (String entry : entries.subList(Math.max(0, entries.size() - believed), entries.size())) {
            prefix.append(entry.endsWith("/") ? entry.substring(0, entry.length() - 1) : entry);
        }
        if (!prefix.isEmpty() && PATH.matcher(prefix).matches()) {
            set(PREFIX, prefix.toString(), request);
        }
    }

    private static void set(String name, String value, Request request) {
        request.getCoyoteRequest().getMimeHeaders().setValue(name).setString(value);
    }
}
