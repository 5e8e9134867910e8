package io.dcf.bridge.proxy;

import io.dcf.bridge.proxy.ProxiesProperties.Header;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Sets a request's client address, scheme, host and prefix to those that trusted proxies report, before other code
 * reads them, and sets the forwarded headers to the same values. Forwarded headers of other clients are removed.
 * Tomcat's RemoteIpValve cannot replace it: it resolves names, accepts them as addresses, and restores the proxy's
 * address before the request is logged.
 */
public final class ForwardedValve extends ValveBase {

    private static final List<String> HEADERS = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Ssl",
            "X-Forwarded-Prefix");

    private final List<Network> trusted;
    private final Header header;

    public ForwardedValve(ProxiesProperties proxies) {
        super(true);
        this.trusted = proxies.networks();
        this.header = proxies.header();
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        InetAddress peer = trusted.isEmpty() ? null : ForwardedHeaders.address(String.valueOf(request.getRemoteAddr()));
        if (peer != null && isTrusted(peer)) {
            ForwardedHeaders reported = header == Header.FORWARDED
                    ? ForwardedHeaders.forwarded(request)
                    : ForwardedHeaders.xForwarded(request);
            remove(request);
            apply(reported, peer, request);
        } else {
            remove(request);
        }
        getNext().invoke(request, response);
    }

    private static void remove(Request request) {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        HEADERS.forEach(headers::removeHeader);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * The client is the nearest address that is not a trusted proxy. An entry that is not an address ends the search,
     * since those before it cannot be trusted.
     */
    private void apply(ForwardedHeaders reported, InetAddress peer, Request request) {
        List<String> clients = reported.clients();
        InetAddress client = peer;
        int proxies = 0;
        while (proxies < clients.size() && isTrusted(client)) {
            InetAddress next = ForwardedHeaders.address(clients.get(clients.size() - 1 - proxies));
            if (next == null) {
                break;
            }
            client = next;
            proxies++;
        }
        reported.apply(client, Math.max(1, proxies), new ForwardedRequest(request));
    }
}
