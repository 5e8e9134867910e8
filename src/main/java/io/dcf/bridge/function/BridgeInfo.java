package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What answers here and what stands behind it.
 *
 * @param version the bridge's version
 * @param dialect the dialect of the gateway contract that the bridge speaks: guide, dcf or openfx
 * @param service the name under which it asks for the gateway's service
 * @param found what stands where the gateway is looked for
 * @param gateway what the gateway says of itself, in its own words; absent where it does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BridgeInfo(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String version,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String dialect,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String service,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) GatewayFinding found,
        @Nullable String gateway) {}
