package io.dcf.bridge.call;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Redacts a gateway's text for clients and logs: one line of limited length, without secrets that the bridge knows. */
public final class Redaction {

    private static final int MAX_LENGTH = 500;
    private static final String REDACTED = "[...]";

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+at [\\w.$/]+\\([^)]*\\).*");

    /** A scheme or a separator in the setting of addresses. */
    private static final Pattern SEPARATOR = Pattern.compile("(dns|static):/+|,");

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Redaction() {}

    /** The redacted text, or the fallback if nothing is left of it. */
    public static String of(@Nullable String text, String fallback, Iterable<String> secrets) {
        if (text == null) {
            return fallback;
        }
        String start = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
        String line = start.lines()
                .filter(each -> !STACK_FRAME.matcher(each).matches())
                .map(String::strip)
                .collect(Collectors.joining(" "));
        String shown = hide(line, secrets);
        return shown.isBlank() ? fallback : shown;
    }

    /** The text without the secrets, except where they are part of another word. */
    public static String hide(String text, Iterable<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            shown = Pattern.compile("(?<![\\w-])" + Pattern.quote(secret) + "(?![\\w-])", Pattern.CASE_INSENSITIVE)
                    .matcher(shown)
                    .replaceAll(Matcher.quoteReplacement(REDACTED));
        }
        return shown;
    }

    /**
     * The secrets of a call: the gateway's addresses, and the credentials sent to it. Longer ones come first, since they may contain others.
     *
     * @param configured the gateway's address in the settings
     * @param token the token in the settings; empty if there is none
     * @param peer the address that the call went to; null if it was not sent
     */
    public static List<String> secrets(
            String configured, String token, @Nullable SocketAddress peer, @Nullable CallContext call) {
        Set<String> secrets =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(each -> each));
        Arrays.stream(SEPARATOR.split(configured)).forEach(address -> add(address, secrets));
        if (peer instanceof InetSocketAddress address && address.getAddress() != null) {
            String host = address.getAddress().getHostAddress();
            add((host.contains(":") ? "[" + host + "]:" : host + ":") + address.getPort(), secrets);
        }
        String credentials = call == null ? null : call.headers().get("authorization");
        if (credentials != null) {
            secrets.add(credentials.substring(credentials.indexOf(' ') + 1));
        }
        secrets.add(token);
        secrets.remove("");
        return new ArrayList<>(secrets);
    }

    /** A host without a dot may be a common word, such as gateway. The machine's own address is no secret. */
    private static void add(String address, Set<String> secrets) {
        String host = PORT.matcher(address).replaceFirst("");
        secrets.add(address);
        if (host.matches(".*[.:].*") && !host.startsWith("127.") && !host.equals("[::1]")) {
            secrets.add(host);
            secrets.add(host.replaceAll("[\\[\\]]", ""));
        }
    }
}
