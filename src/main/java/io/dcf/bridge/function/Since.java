package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** The start of a time range. */
@Schema(type = "string", example = "10m")
public record Since(Instant time) {

    /** The documented forms: durations before now, and RFC 3339 timestamps. */
    public static final String FORM = "^([0-9]{1,9}(ns|us|ms|s|m|h|d)"
            + "|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?"
            + "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))$";

    /**
     * Parses a duration before now, such as 10m or PT10M, or an RFC 3339 timestamp; throws an {@link InvalidException}
     * for other text. A space is read as '+', since the decoding of a query changes one into the other.
     */
    public static Since of(String text) {
        String restored = text.replace(' ', '+');
        Instant stamp = restored.matches("\\S*") ? Timestamp.startOf(restored) : null;
        Instant time = stamp == null ? ago(restored) : stamp;
        if (time == null) {
            throw new InvalidException(
                    "",
                    "must be a duration and its unit, such as 30s, 10m or 1h, or an RFC 3339 timestamp,"
                            + " such as 2026-01-01T12:00:00Z");
        }
        return new Since(time);
    }

    /** A bare number is refused, since it could mean seconds or Unix time. */
    private static @Nullable Instant ago(String text) {
        if (!text.matches(".*[a-zA-Z]")) {
            return null;
        }
        try {
            Duration duration = DurationStyle.detectAndParse(text);
            return duration.isNegative() ? null : Instant.now().minus(duration);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return null;
        }
    }

    /**
     * The lines of an instance that were written at this time or later. The time of a line is the RFC 3339 timestamp at its start. A line without
     * one, such as a line of a stack trace, has the time of the line before it. The lines before the first timestamp have an unknown time, and are
     * kept only if there are no timestamps at all.
     */
    List<LogLine> in(List<LogLine> log) {
        List<LogLine> kept = new ArrayList<>();
        boolean hasTimestamps = false;
        boolean late = false;
        for (LogLine line : log) {
            Instant written = Timestamp.startOf(line.text());
            if (written != null) {
                hasTimestamps = true;
                late = !written.isBefore(time);
            }
            if (late) {
                kept.add(line);
            }
        }
        return hasTimestamps ? kept : log;
    }
}
