package io.dcf.bridge.rest;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much a caller may ask for.
 *
 * @param requestSize the largest request body; gateways take 4 MiB a message unless set up for more.
 */
@Validated
@ConfigurationProperties(prefix = "bridge.limits", ignoreUnknownFields = false)
record LimitsProperties(
        @DefaultValue("4MB") @NotNull @SizeBetween(min = "1B", max = "1GB")
        DataSize requestSize) {}
