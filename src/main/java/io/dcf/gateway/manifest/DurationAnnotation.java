package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.convert.DurationStyle;

/** Annotations of a definition whose value is a duration, such as {@code 30s} or {@code 5m}. */
public enum DurationAnnotation {
    /** How long a pod that is to end still takes calls, while gateways learn that it ends. */
    DRAIN("dcf.io/drain", Duration.ofHours(1)),
    /** After how long without a call a function is scaled to 0. */
    SCALE_TO_ZERO("dcf.io/scale-to-zero", Duration.ofDays(30));

    private static final Duration MIN = Duration.ofSeconds(1);

    private final String annotation;
    private final Duration max;

    DurationAnnotation(String annotation, Duration max) {
        this.annotation = annotation;
        this.max = max;
    }

    /** The duration in whole seconds, empty if the definition has no such annotation; refuses a value that is not valid. */
    public Optional<Duration> of(CreateFunctionRequest definition) {
        return Optional.ofNullable(definition.getAnnotationsMap().get(annotation))
                .map(this::parse);
    }

    private Duration parse(String text) {
        try {
            Duration duration =
                    Duration.ofSeconds(DurationStyle.detectAndParse(text).toSeconds());
            if (duration.compareTo(MIN) >= 0 && duration.compareTo(max) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // refused below
        }
        throw Refusal.with(
                Status.Code.INVALID_ARGUMENT,
                "annotation " + annotation + " must be a duration such as 30s or 5m, " + MIN.toSeconds() + "s to "
                        + max.toSeconds() + "s, not '" + text + "'");
    }
}
