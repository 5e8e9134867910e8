package io.dcf.bridge.invocation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.regex.Pattern;

/** The preferences of a client: the header Prefer (RFC 7240). */
final class Preferences {

    private static final String HEADER = "Prefer";
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    /** In a list whose quoted strings are empty. A preference can have an empty value, and parameters. */
    private static final Pattern RESPOND_ASYNC =
            Pattern.compile("(?:^|,)\\s*respond-async\\s*(?:=\\s*(?:\"\")?\\s*)?(?:[;,]|$)", Pattern.CASE_INSENSITIVE);

    private Preferences() {}

    static boolean respondAsync(HttpServletRequest request) {
        return request.getHeader(HEADER) != null
                && Collections.list(request.getHeaders(HEADER)).stream().anyMatch(Preferences::hasRespondAsync);
    }

    static boolean hasRespondAsync(String line) {
        return RESPOND_ASYNC.matcher(QUOTED.matcher(line).replaceAll("\"\"")).find();
    }
}
