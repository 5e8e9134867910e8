package io.dcf.bridge.connection;

import io.dcf.bridge.limit.DurationBetween;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the graceful shutdown.
 *
 * @param pause how long the bridge keeps serving after SIGTERM while it reports that it is not ready, so that load balancers stop sending requests.
 * @param grace how long requests in progress then have to finish; the rest are cancelled in the last two seconds, and their clients get an error.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.shutdown", ignoreUnknownFields = false)
record ShutdownProperties(
        @DefaultValue("0s") @NotNull @DurationBetween(min = "0s", max = "1h")
        Duration pause,

        @DefaultValue("30s") @NotNull @DurationBetween(min = "1s", max = "1h")
        Duration grace) {}
