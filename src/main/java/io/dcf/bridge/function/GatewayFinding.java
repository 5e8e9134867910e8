package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What stands where the gateway is looked for.
 *
 * @param answers whether it answers as a gateway of the dialect may
 * @param detail what was found
 * @param hint what to do about it; absent where all is well
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GatewayFinding(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean answers,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String detail,
        @Nullable String hint) {}
