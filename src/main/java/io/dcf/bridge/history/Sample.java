package io.dcf.bridge.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of a function that ended within one interval.
 *
 * @param at the end of the interval
 * @param succeeded the number of invocations that succeeded
 * @param failed the number of invocations that failed, by gRPC code; absent if there are none
 * @param p50Millis the median of the durations, in milliseconds; absent if no invocation ended
 * @param p95Millis the 95th percentile of the durations
 * @param p99Millis the 99th percentile of the durations
 * @param inFlight the number of invocations and streams in progress at the end of the interval
 * @param replicas the number of instances that accept calls; absent if no client followed the functions then
 */
public record Sample(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Instant at,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long succeeded,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> failed,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double p50Millis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double p95Millis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double p99Millis,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) int inFlight,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long replicas) {

    public Sample {
        failed = failed.isEmpty() ? Map.of() : Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    }
}
