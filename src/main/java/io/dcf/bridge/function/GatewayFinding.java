package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What answers at the address of the gateway.
 *
 * @param answers whether it answers like a gateway of the dialect
 * @param detail what was found
 * @param hint how to fix it; absent if there is no problem
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayFinding(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean answers,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String detail,
        @Nullable String hint) {}
