package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The bridge and its gateway.
 *
 * @param version the bridge's version
 * @param dialect the dialect of the gateway contract that the bridge speaks: guide, dcf or openfx
 * @param service the full name of the gateway's service that it calls
 * @param found what answers at the address of the gateway
 * @param gateway the gateway's description of itself; absent if it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BridgeInfo(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String version,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String dialect,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String service,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) GatewayFinding found,
        @Nullable String gateway) {}
