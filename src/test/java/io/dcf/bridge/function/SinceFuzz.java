package io.dcf.bridge.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Random texts are refused, or parsed to the same time as the JDK does. */
public final class SinceFuzz {

    private SinceFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        Timestamp.startOf(text);
        try {
            Instant time = Since.of(text).time();
            Instant expected = timestamp(text);
            if (expected != null && !expected.equals(time)) {
                throw new AssertionError(text + " became " + time + ", not " + expected);
            }
        } catch (InvalidException e) {
            if (timestamp(text) != null
                    && text.matches(
                            "[0-9]{4}-.*T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")) {
                throw new AssertionError(text + " was refused", e);
            }
        }
    }

    private static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
