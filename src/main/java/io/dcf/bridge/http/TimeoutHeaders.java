package io.dcf.bridge.http;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** The time budget that a client sets for its request: {@code X-Timeout: 30s}, or {@code Grpc-Timeout: 30S} in gRPC's format. */
public final class TimeoutHeaders {

    /** The header in the format {@link #PLAIN_FORM}. */
    public static final String PLAIN = "X-Timeout";

    public static final String PLAIN_FORM = "^0*[1-9][0-9]{0,13}(ns|us|ms|s|m|h|d)?$";

    private static final String GRPC = "Grpc-Timeout";
    private static final Pattern PLAIN_PATTERN = Pattern.compile(PLAIN_FORM);
    private static final Pattern GRPC_FORM = Pattern.compile("([0-9]{1,8})([HMSmun])");

    private TimeoutHeaders() {}

    /** The shorter of both headers; null if there is none. */
    public static @Nullable Duration of(HttpServletRequest request) {
        Duration plain = plain(request.getHeader(PLAIN));
        Duration grpc = grpc(request.getHeader(GRPC));
        return plain == null || (grpc != null && grpc.compareTo(plain) < 0) ? grpc : plain;
    }

    private static @Nullable Duration plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (!PLAIN_PATTERN.matcher(text).matches()) {
            throw invalid(PLAIN, "must be a duration greater than 0 with at most 14 digits, such as 500ms, 30s or 2m");
        }
        return DurationStyle.SIMPLE.parse(text, ChronoUnit.SECONDS);
    }

    private static @Nullable Duration grpc(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher form = GRPC_FORM.matcher(text.strip());
        if (!form.matches()) {
            throw invalid(GRPC, "must be at most 8 digits and one of the units H, M, S, m, u and n, such as 30S");
        }
        long amount = Long.parseLong(form.group(1));
        return positive(
                switch (form.group(2).charAt(0)) {
                    case 'H' -> Duration.ofHours(amount);
                    case 'M' -> Duration.ofMinutes(amount);
                    case 'S' -> Duration.ofSeconds(amount);
                    case 'm' -> Duration.ofMillis(amount);
                    case 'u' -> Duration.of(amount, ChronoUnit.MICROS);
                    default -> Duration.ofNanos(amount);
                });
    }

    private static Duration positive(Duration duration) {
        if (duration.isZero()) {
            throw invalid(GRPC, "must be greater than 0");
        }
        return duration;
    }

    private static InvalidException invalid(String header, String rule) {
        return new InvalidException(List.of(new Violation("", rule).under(header)));
    }
}
