package io.dcf.bridge.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a deployed function.
 *
 * @param name the name of the function
 * @param image the container image of the function
 * @param replicas the desired number of instances
 * @param availableReplicas the number of instances that accept calls
 * @param invocationCount the number of invocations since the function was deployed
 * @param labels Kubernetes labels
 * @param annotations Kubernetes annotations
 * @param unavailable why the function accepts no calls; absent if it accepts them, is scaled to 0, or if the gateway does not report it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FunctionStatus(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String image,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long replicas,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long availableReplicas,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) long invocationCount,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Map<String, String> labels,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Map<String, String> annotations,
        @Nullable Unavailability unavailable) {

    public FunctionStatus {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
