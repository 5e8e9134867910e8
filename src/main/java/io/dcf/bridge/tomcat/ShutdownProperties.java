package io.dcf.bridge.tomcat;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the bridge leaves when it is told to stop.
 *
 * @param pause how long it goes on as before, but for saying that it is not ready, so that whoever sends requests stops.
 * @param grace how long what is under way then has to finish; what is left is ended, and told so, in the last two seconds.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.shutdown", ignoreUnknownFields = false)
record ShutdownProperties(
        @DefaultValue("0s") @NotNull @DurationBetween(min = "0s", max = "1h")
        Duration pause,

        @DefaultValue("30s") @NotNull @DurationBetween(min = "1s", max = "1h")
        Duration grace) {}
