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

/** Makes a gateway's text fit to be shown: one line, of bounded length, without what the bridge knows to be secret. */
public final class Redaction {

    private static final int MAX = 500;
    private static final String GONE = "[...]";

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+at [\\w.$/]+\\([^)]*\\).*");

    /** Of addresses in the settings: a scheme, and what separates several. */
    private static final Pattern BETWEEN = Pattern.compile("(dns|static):/+|,");

    private static final Pattern PORT = Pattern.compile(":\\d+$");

    private Redaction() {}

    /** The text made fit, or the fallback where nothing is left of it. */
    public static String of(@Nullable String text, String fallback, Iterable<String> secrets) {
        if (text == null) {
            return fallback;
        }
        String start = text.length() > MAX ? text.substring(0, MAX) + "..." : text;
        String line = start.lines()
                .filter(each -> !STACK_FRAME.matcher(each).matches())
                .map(String::strip)
                .collect(Collectors.joining(" "));
        String shown = hide(line, secrets);
        return shown.isBlank() ? fallback : shown;
    }

    /** The text without the secrets, wherever they are not a part of another word. */
    public static String hide(String text, Iterable<String> secrets) {
        String shown = text;
        for (String secret : secrets) {
            shown = Pattern.compile("(?<![\\w-])" + Pattern.quote(secret) + "(?![\\w-])", Pattern.CASE_INSENSITIVE)
                    .matcher(shown)
                    .replaceAll(Matcher.quoteReplacement(GONE));
        }
        return shown;
    }

    /**
     * What is secret of a call: where the gateway is, and the credentials that go to it. Longer ones come first, since they may hold others.
     *
     * @param configured the gateway's address in the settings
     * @param token what the settings send to the gateway; empty where there is none
     * @param peer the address that the call went to; null where it went nowhere
     */
    public static List<String> secrets(
            String configured, String token, @Nullable SocketAddress peer, @Nullable CallContext call) {
        Set<String> secrets =
                new TreeSet<>(Comparator.comparing(String::length).reversed().thenComparing(each -> each));
        Arrays.stream(BETWEEN.split(configured)).forEach(address -> add(address, secrets));
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

    /** A host alone may be a word, such as gateway; the machine's own address is no secret. */
    private static void add(String address, Set<String> secrets) {
        String host = PORT.matcher(address).replaceFirst("");
        secrets.add(address);
        if (host.matches(".*[.:].*") && !host.startsWith("127.") && !host.equals("[::1]")) {
            secrets.add(host);
            secrets.add(host.replaceAll("[\\[\\]]", ""));
        }
    }
}
