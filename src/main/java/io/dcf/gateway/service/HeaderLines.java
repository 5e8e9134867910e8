package io.dcf.gateway.service;

import io.dcf.gateway.call.FunctionFailure;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP headers as one metadata entry: a line {@code name: value\n} for each, in ISO 8859-1, which keeps every byte. */
final class HeaderLines {

    private static final int MAX = 8 << 10;

    private HeaderLines() {}

    /** Ignores lines without a name. */
    static HttpHeaders parse(byte[] lines) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line : new String(lines, StandardCharsets.ISO_8859_1).split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
        }
        return HttpHeaders.of(headers, (name, value) -> true);
    }

    /** Throws a {@link FunctionFailure} if they are too long. */
    static byte[] format(HttpHeaders headers) {
        StringBuilder lines = new StringBuilder();
        headers.map()
                .forEach((name, values) -> values.forEach(
                        value -> lines.append(name).append(": ").append(value).append('\n')));
        if (lines.length() > MAX) {
            throw new FunctionFailure("the headers of its response exceed " + (MAX >> 10) + " KiB");
        }
        return lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
