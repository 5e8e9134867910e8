package io.dcf.bridge.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.breaker.BreakerStatus;
import io.dcf.bridge.health.GatewayFinding;
import io.dcf.bridge.limit.LimitUse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bridge and its gateway.
 *
 * @param version the version of the bridge
 * @param startedAt the time at which the bridge started
 * @param dialect the dialect of the gateway contract that the bridge speaks: guide, dcf or openfx
 * @param service the name of the gRPC service that the bridge calls
 * @param systemApi the API at /system: openfaas, openfx or none
 * @param found the result of checking the gateway
 * @param gateway the description that the gateway gives of itself; absent if there is none
 * @param engine where the functions of an embedded gateway run: process, docker or kubernetes; absent for other gateways
 * @param breakers the circuit breaker of the gateway, and those of functions that are not closed
 * @param limits the current use of each limit, by its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BridgeInfo(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String version,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant startedAt,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String dialect,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String service,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String systemApi,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) GatewayFinding found,
        @Nullable String gateway,
        @Nullable String engine,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<BreakerStatus> breakers,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Map<String, LimitUse> limits) {

    public BridgeInfo {
        breakers = List.copyOf(breakers);
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
    }
}
