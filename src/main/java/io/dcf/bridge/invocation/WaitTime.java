package io.dcf.bridge.invocation;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.http.TimeoutHeaders;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.convert.DurationStyle;

/** How long a client waits for the end of an invocation. */
@Schema(type = "string", pattern = TimeoutHeaders.PLAIN_FORM, example = "30s")
public record WaitTime(Duration time) {

    private static final Duration MAX = Duration.ofMinutes(5);

    /** Parses a duration; longer ones than 5 minutes are 5 minutes. Throws an {@link InvalidException} for other text. */
    public static WaitTime of(String text) {
        if (!text.matches(TimeoutHeaders.PLAIN_FORM)) {
            throw new InvalidException("", "must be a duration such as 500ms or 30s");
        }
        Duration time = DurationStyle.SIMPLE.parse(text, ChronoUnit.SECONDS);
        return new WaitTime(time.compareTo(MAX) < 0 ? time : MAX);
    }
}
