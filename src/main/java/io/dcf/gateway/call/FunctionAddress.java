package io.dcf.gateway.call;

import io.grpc.Status;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of a function that runs in a process of its own.
 *
 * @param http whether it speaks HTTP like OpenFaaS's watchdog; otherwise {@code pb.FxWatcher}
 * @param host a name or a literal address, IPv6 in brackets
 */
public record FunctionAddress(boolean http, String host, int port) {

    /** Regular expression of an address. */
    public static final String FORM = "((?i:http)://)?([-._a-zA-Z0-9]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})/?";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern LIKE_IPV4 = Pattern.compile("(.*\\.)?[0-9]+\\.?");
    private static final int MAX_PORT = 65535;

    /** Parses {@code host:port} or {@code http://host:port}; refuses anything else. */
    public static FunctionAddress of(String text) {
        Matcher parts = PATTERN.matcher(text);
        if (!parts.matches()
                || Integer.parseInt(parts.group(3)) > MAX_PORT
                || (parts.group(1) == null && text.endsWith("/"))
                || !isHost(parts.group(2))) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "a function's address must be host:port if it speaks pb.FxWatcher, or http://host:port, not '"
                            + text + "'");
        }
        return new FunctionAddress(parts.group(1) != null, parts.group(2), Integer.parseInt(parts.group(3)));
    }

    /** A literal address, or a name that does not look like one; resolvers treat anything else differently. */
    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return literal(host) != null;
        }
        boolean name = !LIKE_IPV4.matcher(host).matches()
                && URI.create("http://" + host + ":1").getHost() != null;
        return name || IPV4.matcher(host).matches();
    }

    /** Whether it certainly is this machine's, without a DNS lookup. */
    public boolean isLoopback() {
        InetAddress literal = host.startsWith("[") || IPV4.matcher(host).matches() ? literal(host) : null;
        return host.equalsIgnoreCase("localhost") || (literal != null && literal.isLoopbackAddress());
    }

    /** The URIs to try in order: by name, then by each address of the name. */
    Iterator<URI> uris() {
        return Stream.concat(Stream.of(host), Stream.of(host).flatMap(FunctionAddress::addresses))
                .map(each -> URI.create("http://" + each + ":" + port + "/"))
                .iterator();
    }

    /** For localhost both loopback addresses, as in RFC 6761, whatever the machine's hosts file contains. */
    private static Stream<String> addresses(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return Stream.of("127.0.0.1", "[::1]");
        }
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            return all.length == 1 ? Stream.empty() : Arrays.stream(all).map(FunctionAddress::text);
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** The JDK does not look literals up. */
    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
