package io.dcf.bridge.stream;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How streams are kept.
 *
 * @param heartbeat after how long a silence a stream shows that it is there: WebSocket by a ping, server-sent events by a comment.
 * @param logInterval how often the gateway is asked for new lines of a log that is followed.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.stream", ignoreUnknownFields = false)
public record StreamProperties(
        @DefaultValue("15s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration heartbeat,

        @DefaultValue("1s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration logInterval) {}
