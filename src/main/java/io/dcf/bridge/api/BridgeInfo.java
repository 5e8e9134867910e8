package io.dcf.bridge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.health.GatewayFinding;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The bridge and its gateway.
 *
 * @param version the version of the bridge
 * @param dialect the dialect of the gateway contract that the bridge speaks: guide, dcf or openfx
 * @param service the name of the gRPC service that the bridge calls
 * @param found the result of checking the gateway
 * @param gateway the description that the gateway gives of itself; absent if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BridgeInfo(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String version,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String dialect,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String service,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) GatewayFinding found,
        @Nullable String gateway) {}
