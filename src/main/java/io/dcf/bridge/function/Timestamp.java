package io.dcf.bridge.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The RFC 3339 timestamp that a text begins with. */
final class Timestamp {

    /** What of a fraction is finer than a nanosecond is left out. */
    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:(\\.[0-9]{1,9})[0-9]*)?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))(?!\\S)");

    private Timestamp() {}

    /** The time, or null where the text begins otherwise; the stamp ends with the text or before white space. */
    static @Nullable Instant startOf(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.lookingAt()) {
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.parse(form.group(1) + Objects.requireNonNullElse(form.group(2), ""));
            return time.minusMinutes(offset(form)).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** RFC 3339 has offsets of up to a day, the JDK's end at 18 hours. */
    private static int offset(Matcher form) {
        if (form.group(3) == null) {
            return 0;
        }
        int minutes = 60 * Integer.parseInt(form.group(4)) + Integer.parseInt(form.group(5));
        return form.group(3).equals("-") ? -minutes : minutes;
    }
}
