package io.dcf.bridge.proxy;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The forwarded headers of a request. Each list has the entry of the nearest proxy last. Repeated headers form one list
 * (RFC 9110, 5.3).
 *
 * @param clients the address that each proxy received the request from
 * @param schemes the scheme of that request
 * @param hosts the host of that request, with or without a port
 * @param ports the port of that request
 * @param prefixes the part of the path that each proxy removed
 */
record ForwardedHeaders(
        List<String> clients, List<String> schemes, List<String> hosts, List<String> ports, List<String> prefixes) {

    static ForwardedHeaders xForwarded(HttpServletRequest request) {
        return new ForwardedHeaders(
                list(request, "X-Forwarded-For"),
                list(request, "X-Forwarded-Proto"),
                list(request, "X-Forwarded-Host"),
                list(request, "X-Forwarded-Port"),
                list(request, "X-Forwarded-Prefix"));
    }

    /** Of the header of RFC 7239, which has no element for a prefix. */
    static ForwardedHeaders forwarded(HttpServletRequest request) {
        List<ForwardedElement> elements =
                ForwardedElement.parse(String.join(",", Collections.list(request.getHeaders("Forwarded"))));
        return new ForwardedHeaders(
                elements.stream().map(ForwardedElement::client).toList(),
                elements.stream().map(ForwardedElement::scheme).toList(),
                elements.stream().map(ForwardedElement::host).toList(),
                List.of(),
                list(request, "X-Forwarded-Prefix"));
    }

    private static List<String> list(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name)).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .toList();
    }

    /** @param proxies how many of the last entries trusted proxies have added */
    void apply(InetAddress client, int proxies, ForwardedRequest request) {
        request.setClient(client);
        request.setScheme(oldest(schemes, proxies));
        request.setHost(oldest(hosts, proxies), oldest(ports, proxies));
        request.setPrefix(prefixes.subList(Math.max(0, prefixes.size() - proxies), prefixes.size()).stream()
                .map(prefix -> prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix)
                .collect(Collectors.joining()));
    }

    /** The entry of the farthest trusted proxy, or the first one where there are fewer entries. */
    private static String oldest(List<String> entries, int proxies) {
        return entries.isEmpty() ? "" : entries.get(Math.max(0, entries.size() - proxies));
    }

    /** The address of an entry with or without a port; null for anything else. Names are not resolved. */
    static @Nullable InetAddress address(String entry) {
        try {
            String host = HostAndPort.fromString(entry).getHost();
            int zone = host.indexOf('%');
            return InetAddresses.forString(zone < 0 ? host : host.substring(0, zone));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
