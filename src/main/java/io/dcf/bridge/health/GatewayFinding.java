package io.dcf.bridge.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The result of checking the gateway.
 *
 * @param answers whether a gateway responds as the dialect requires
 * @param detail what was found
 * @param hint what to do; absent if there is no problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayFinding(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean answers,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String detail,
        @Nullable String hint) {}
