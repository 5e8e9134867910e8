package io.dcf.bridge.gateway;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a gateway's text fit to be shown: one line, of bounded length, without addresses and class names. */
final class Redaction {

    private static final int MAX = 500;
    private static final String GONE = "[...]";

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+at [\\w.$/]+\\([^)]*\\).*");
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.){2,8}[A-Z][A-Za-z0-9_$]*(?:\\.[a-zA-Z][A-Za-z0-9_$]*)*");
    /** URLs; name or IPv4, and port; IPv4; IPv6; full host names. What stands in quotes is the caller's own word. */
    private static final Pattern ADDRESS = Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^\\s'\"]+"
            + "|(?<!['\\w.-])(?=[-.0-9]*[A-Za-z])[A-Za-z0-9](?:[-.A-Za-z0-9]{0,252})?:\\d{2,5}\\b"
            + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?\\b"
            + "|\\[[0-9a-fA-F:]{2,39}(?:%\\w+)?\\](?::\\d{1,5})?"
            + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){1,7}(?::[0-9a-fA-F]{1,4}){1,7}(?:%\\w+)?(?![\\w:])"
            + "|(?<![\\w:])(?:[0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}(?![\\w:])"
            + "|(?<![\\w:])::[0-9a-fA-F:]{1,37}(?![\\w:])"
            + "|(?<=\\blookup |\\bdial tcp |\\bhost )[-.\\w]+"
            + "|(?<!['\\w.-])(?:[a-z0-9][-a-z0-9]{0,62}\\.){2,8}[a-z]{2,63}\\b(?![/.])");

    private Redaction() {}

    /** The text made fit, or the fallback where nothing is left of it. */
    static String of(@Nullable String text, String fallback) {
        if (text == null) {
            return fallback;
        }
        String start = text.length() > MAX ? text.substring(0, MAX) + "..." : text;
        String line = start.lines()
                .filter(each -> !STACK_FRAME.matcher(each).matches())
                .map(String::strip)
                .collect(java.util.stream.Collectors.joining(" "));
        String shown =
                ADDRESS.matcher(CLASS_NAME.matcher(line).replaceAll(GONE)).replaceAll(GONE);
        return shown.isBlank() ? fallback : shown;
    }
}
