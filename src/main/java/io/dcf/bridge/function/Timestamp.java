package io.dcf.bridge.function;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The RFC 3339 timestamp that a text begins with. */
final class Timestamp {

    /** What of a fraction is finer than a nanosecond is left out. */
    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:(\\.[0-9]{1,9})[0-9]*)?([Zz]|[+-][0-9]{2}:[0-9]{2})(?!\\S)");

    private Timestamp() {}

    /** The time, or null where the text begins otherwise; the stamp ends with the text or before white space. */
    static @Nullable Instant startOf(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.lookingAt()) {
            return null;
        }
        try {
            return Instant.parse(form.group(1) + Objects.requireNonNullElse(form.group(2), "") + form.group(3));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
