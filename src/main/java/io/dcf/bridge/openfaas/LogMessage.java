package io.dcf.bridge.openfaas;

import io.dcf.bridge.function.LogLine;
import io.dcf.bridge.function.Timestamp;
import java.time.Instant;

/**
 * A line of a log.
 *
 * @param instance the function's name and the number of the instance
 * @param timestamp the time at the beginning of the line, or when it was read
 * @param text the line without that time
 */
record LogMessage(String name, String namespace, String instance, Instant timestamp, String text) {

    static LogMessage of(String function, LogLine line) {
        Instant written = Timestamp.startOf(line.text());
        return new LogMessage(
                function,
                OnlyNamespace.NAME,
                function + "-" + line.instance(),
                written == null ? Instant.now() : written,
                written == null ? line.text() : withoutTime(line.text()));
    }

    private static String withoutTime(String text) {
        String[] parts = text.split("\\s", 2);
        return parts.length == 2 ? parts[1] : "";
    }
}
