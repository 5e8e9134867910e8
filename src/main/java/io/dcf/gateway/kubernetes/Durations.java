package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import org.springframework.boot.convert.DurationStyle;

/** Durations in annotations, such as 30s or 5m. */
final class Durations {

    private Durations() {}

    /** In seconds. Refuses what is no duration, or not between the bounds. */
    static long seconds(String annotation, String text, long least, long most) {
        long seconds;
        try {
            seconds = DurationStyle.detectAndParse(text).toSeconds();
        } catch (IllegalArgumentException | ArithmeticException e) {
            seconds = -1;
        }
        if (seconds < least || seconds > most) {
            throw Refusal.with(
                    Status.Code.INVALID_ARGUMENT,
                    "annotation " + annotation + " must be a duration such as 30s or 5m, " + least + "s to " + most
                            + "s, not '" + text + "'");
        }
        return seconds;
    }
}
