package io.dcf.bridge.invoker;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP headers as one entry of metadata: a line {@code name: value\n} each, in ISO 8859-1, which preserves each byte of a value. */
public final class HeaderLines {

    /** The maximum size of all lines, in bytes. */
    public static final int MAX_SIZE = 8 << 10;

    private static final int USUAL_SIZE = 512;

    private final StringBuilder lines = new StringBuilder(USUAL_SIZE);

    /** @param name in lower case */
    public void add(String name, String value) {
        lines.append(name).append(": ").append(value).append('\n');
    }

    /** In bytes. */
    public int size() {
        return lines.length();
    }

    /** The lines as a text, from which {@link #of} makes them again. */
    public String text() {
        return lines.toString();
    }

    public static HeaderLines of(String text) {
        HeaderLines headers = new HeaderLines();
        headers.lines.append(text);
        return headers;
    }

    byte[] bytes() {
        return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    static HttpHeaders parse(byte[] lines) {
        return parse(new String(lines, StandardCharsets.ISO_8859_1));
    }

    /** Ignores lines without a name. */
    public static HttpHeaders parse(String lines) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : lines.split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
