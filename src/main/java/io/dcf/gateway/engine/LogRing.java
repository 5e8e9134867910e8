package io.dcf.gateway.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ring buffer of a function's latest log lines. */
public final class LogRing {

    private static final int CAPACITY = 1000;

    /** In characters: a full log stays below gRPC's 4 MiB even with three bytes per character. */
    private static final int MAX_LENGTH = 1000;

    /** Characters that control a terminal or reorder text. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");

    private final Deque<String> lines = new ArrayDeque<>();

    /** Adds a line with the current time. Line breaks become spaces, control characters U+FFFD; long lines are truncated. */
    public synchronized void add(String line) {
        if (lines.size() == CAPACITY) {
            lines.removeFirst();
        }
        String cut = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
        String inert = CONTROL.matcher(cut.replaceAll("\\R", " ")).replaceAll("\ufffd");
        lines.addLast(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + inert);
    }

    /** Adds a formatted line, independent of the locale. */
    public void note(String format, Object... values) {
        add(String.format(Locale.ROOT, format, values));
    }

    /** All lines, oldest first, each terminated by a line feed. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
