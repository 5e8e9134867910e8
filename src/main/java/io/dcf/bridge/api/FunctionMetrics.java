package io.dcf.bridge.api;

import io.dcf.bridge.history.Sample;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * The last hour of a function.
 *
 * @param function the name of the function
 * @param interval the time between two samples, as an ISO 8601 duration
 * @param samples the samples, oldest first
 */
public record FunctionMetrics(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String function,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String interval,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) List<Sample> samples) {

    public FunctionMetrics {
        samples = List.copyOf(samples);
    }
}
