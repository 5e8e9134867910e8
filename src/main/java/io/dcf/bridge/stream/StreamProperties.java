package io.dcf.bridge.stream;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams are kept.
 *
 * @param heartbeat after how long a silence a stream shows that it is there: WebSocket by a ping, server-sent events by a comment.
 * @param logInterval how often the gateway is asked for new lines of a log that is followed.
 * @param origins pages, such as https://app.example.org, that may open WebSockets here; those of the bridge's own host always may.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.stream", ignoreUnknownFields = false)
record StreamProperties(
        @DefaultValue("15s")
        @NotNull
        @DurationMin(millis = 100, message = "must be 100ms at least")
        @DurationMax(days = 1, message = "must be a day at most")
        Duration heartbeat,

        @DefaultValue("1s")
        @NotNull
        @DurationMin(millis = 100, message = "must be 100ms at least")
        @DurationMax(days = 1, message = "must be a day at most")
        Duration logInterval,

        @DefaultValue
        List<
                        @Pattern(
                                regexp = "https?://[^/?#\\s]+",
                                message = "must be an origin, such as https://app.example.org, without a path")
                        String>
                origins) {}
