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
 * Where a function that runs in a process of its own is asked.
 *
 * @param http whether it speaks HTTP, as OpenFaaS's watchdog does, rather than {@code pb.FxWatcher}
 * @param host a name, or a literal address, IPv6 in brackets
 */
public record FunctionAddress(boolean http, String host, int port) {

    /** What an address looks like. */
    public static final String FORM = "((?i:http)://)?([-._a-zA-Z0-9]+|\\[[0-9a-fA-F:]+]):([0-9]{1,5})/?";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern LIKE_IPV4 = Pattern.compile("(.*\\.)?[0-9]+\\.?");
    private static final int MAX_PORT = 65535;

    /** Reads {@code host:port} or {@code http://host:port}; refuses what is neither. */
    public static FunctionAddress of(String text) {
        Matcher parts = PATTERN.matcher(text);
        if (!parts.matches()
                || Integer.parseInt(parts.group(3)) > MAX_PORT
                || (parts.group(1) == null && text.endsWith("/"))
                || !isHost(parts.group(2))) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "a function's address must be host:port, where it speaks pb.FxWatcher, or http://host:port; it is '"
                            + text + "'");
        }
        return new FunctionAddress(parts.group(1) != null, parts.group(2), Integer.parseInt(parts.group(3)));
    }

    /** A literal address, or a name that cannot be taken for one; what is neither could be resolved to anything. */
    private static boolean isHost(String host) {
        if (host.startsWith("[")) {
            return literal(host) != null;
        }
        boolean name = !LIKE_IPV4.matcher(host).matches()
                && URI.create("http://" + host + ":1").getHost() != null;
        return name || IPV4.matcher(host).matches();
    }

    /** Whether it is this machine's for certain, without asking a name service. */
    public boolean isLoopback() {
        InetAddress literal = host.startsWith("[") || IPV4.matcher(host).matches() ? literal(host) : null;
        return host.equalsIgnoreCase("localhost") || (literal != null && literal.isLoopbackAddress());
    }

    /** Where it is asked by HTTP: by its name first and, where that cannot be reached, at the addresses that the name has. */
    public Iterator<URI> uris() {
        return Stream.concat(Stream.of(host), Stream.of(host).flatMap(FunctionAddress::addresses))
                .map(each -> URI.create("http://" + each + ":" + port + "/"))
                .iterator();
    }

    /** Of localhost both, as RFC 6761 has it, whatever the machine's table of hosts has. */
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

    /** A literal is not looked up. */
    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
