package io.dcf.bridge.embedded;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;

/** A function's latest log lines; older ones give way. */
final class LogRing {

    private static final int CAPACITY = 1000;

    private final Deque<String> lines = new ArrayDeque<>();

    /** Adds one line, stamped with the time; line breaks in it become spaces. */
    synchronized void add(String line) {
        if (lines.size() == CAPACITY) {
            lines.removeFirst();
        }
        lines.addLast(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line.replaceAll("\\R", " "));
    }

    /** All lines, oldest first, each ended by a line feed. */
    synchronized String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
