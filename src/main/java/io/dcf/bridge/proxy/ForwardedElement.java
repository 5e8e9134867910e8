package io.dcf.bridge.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one proxy reports in the header Forwarded (RFC 7239, 4). A parameter that is missing is empty.
 *
 * @param client the address that the proxy received the request from
 * @param scheme the scheme of that request
 * @param host the host of that request, with or without a port
 */
record ForwardedElement(String client, String scheme, String host) {

    private static final Pattern PAIR = Pattern.compile(
            "\\G\\s*(?:([-!#$%&'*+.^_`|~0-9A-Za-z]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\",;]*))?\\s*([,;]|$)");

    private static ForwardedElement of(Map<String, String> pairs) {
        return new ForwardedElement(
                pairs.getOrDefault("for", ""), pairs.getOrDefault("proto", ""), pairs.getOrDefault("host", ""));
    }

    /** The elements, that of the nearest proxy last. A malformed header counts as absent. */
    static List<ForwardedElement> parse(String header) {
        List<ForwardedElement> elements = new ArrayList<>();
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(header);
        int end = 0;
        while (end < header.length() && pair.find()) {
            if (pair.group(1) != null) {
                pairs.put(pair.group(1).toLowerCase(Locale.ROOT), unquoted(pair.group(2)));
            }
            end = pair.end();
            if (!pair.group(3).equals(";")) {
                elements.add(of(pairs));
                pairs.clear();
            }
        }
        return end == header.length() ? elements : List.of();
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
