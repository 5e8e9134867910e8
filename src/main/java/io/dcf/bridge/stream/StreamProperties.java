package io.dcf.bridge.stream;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of streams and followed logs.
 *
 * @param heartbeat after which time without output a stream sends a heartbeat: a ping on a WebSocket, a comment in server-sent events.
 * @param logInterval how often the bridge asks the gateway for new lines of a followed log.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.stream", ignoreUnknownFields = false)
public record StreamProperties(
        @DefaultValue("15s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration heartbeat,

        @DefaultValue("1s") @NotNull @DurationBetween(min = "100ms", max = "1d")
        Duration logInterval) {}
