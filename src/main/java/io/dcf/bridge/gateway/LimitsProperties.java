package io.dcf.bridge.gateway;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much crosses the bridge at once.
 *
 * @param requestSize the largest request body, or input of a stream; gateways take 4 MiB a message unless set up for more.
 * @param replySize the largest reply that is taken from the gateway.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.limits", ignoreUnknownFields = false)
public record LimitsProperties(
        @DefaultValue("4MB") @NotNull @SizeBetween(min = "1B", max = "1GB")
        DataSize requestSize,

        @DefaultValue("4MB") @NotNull @SizeBetween(min = "1KB", max = "1GB")
        DataSize replySize) {}
