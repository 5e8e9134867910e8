package io.dcf.bridge.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the RFC 3339 timestamp at the start of a text. */
public final class Timestamp {

    /** Digits of a fraction beyond nanoseconds are dropped. */
    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:(\\.[0-9]{1,9})[0-9]*)?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))(?!\\S)");

    private Timestamp() {}

    /** The time; null where the text has no timestamp that ends at white space or at the end. */
    public static @Nullable Instant startOf(String text) {
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

    /** Minutes. RFC 3339 has offsets of up to a day, but {@link java.time.ZoneOffset} only of up to 18 hours. */
    private static int offset(Matcher form) {
        if (form.group(3) == null) {
            return 0;
        }
        int minutes = 60 * Integer.parseInt(form.group(4)) + Integer.parseInt(form.group(5));
        return form.group(3).equals("-") ? -minutes : minutes;
    }
}
