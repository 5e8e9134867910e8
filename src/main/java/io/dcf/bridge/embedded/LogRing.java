package io.dcf.bridge.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** A function's latest log lines; older ones give way. */
final class LogRing {

    private static final int CAPACITY = 1000;

    /** In characters, so that a whole log stays below gRPC's 4 MiB even where each takes three bytes. */
    private static final int MAX_LENGTH = 1000;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Adds a line, stamped with the time; breaks in it become spaces, and what is too long is cut. */
    synchronized void add(String line) {
        if (lines.size() == CAPACITY) {
            lines.removeFirst();
        }
        String cut = line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "..." : line;
        lines.addLast(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + cut.replaceAll("\\R", " "));
    }

    /** Adds a line in the same words in every locale. */
    void note(String format, Object... values) {
        add(String.format(Locale.ROOT, format, values));
    }

    /** All lines, oldest first, each ended by a line feed. */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
