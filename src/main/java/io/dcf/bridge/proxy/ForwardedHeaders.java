package io.dcf.bridge.proxy;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern PAIR = Pattern.compile(
            "\\G\\s*(?:([-!#$%&'*+.^_`|~0-9A-Za-z]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\",;]*))?\\s*([,;]|$)");

    static ForwardedHeaders xForwarded(HttpServletRequest request) {
        return new ForwardedHeaders(
                list(request, "X-Forwarded-For"),
                list(request, "X-Forwarded-Proto"),
                list(request, "X-Forwarded-Host"),
                list(request, "X-Forwarded-Port"),
                list(request, "X-Forwarded-Prefix"));
    }

    /** Reads the header of RFC 7239. A malformed one counts as absent. */
    static ForwardedHeaders forwarded(HttpServletRequest request) {
        String header = String.join(",", Collections.list(request.getHeaders("Forwarded")));
        List<String> clients = new ArrayList<>();
        List<String> schemes = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        String[] element = {"", "", ""};
        Matcher pair = PAIR.matcher(header);
        int end = 0;
        while (end < header.length() && pair.find()) {
            String name = pair.group(1) == null ? "" : pair.group(1).toLowerCase(Locale.ROOT);
            int index = List.of("for", "proto", "host").indexOf(name);
            if (index >= 0) {
                element[index] = unquoted(pair.group(2));
            }
            end = pair.end();
            if (!pair.group(3).equals(";")) {
                clients.add(element[0]);
                schemes.add(element[1]);
                hosts.add(element[2]);
                element = new String[] {"", "", ""};
            }
        }
        List<String> prefixes = list(request, "X-Forwarded-Prefix");
        return end == header.length()
                ? new ForwardedHeaders(clients, schemes, hosts, List.of(), prefixes)
                : new ForwardedHeaders(List.of(), List.of(), List.of(), List.of(), prefixes);
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
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
