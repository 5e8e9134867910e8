package io.dcf.bridge;

import io.dcf.bridge.route.SystemApi;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the process is.
 *
 * @param mode what runs: bridge, or gateway for the embedded gateway alone, with nothing but health, metrics and log levels on HTTP.
 * @param systemApi API at /system for clients of other projects: openfaas, openfx or none; by default openfaas with the embedded gateway, otherwise
 *     none.
 */
@Validated
@ConfigurationProperties(prefix = "bridge")
record BridgeProperties(
        @DefaultValue("bridge")
        @Pattern(regexp = "bridge|gateway", message = "must be bridge, or gateway for the embedded gateway alone")
        String mode,

        @Nullable SystemApi systemApi) {}
