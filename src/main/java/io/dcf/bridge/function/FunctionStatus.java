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
 * @param name the function's name
 * @param image the container image it runs
 * @param replicas requested number of instances
 * @param availableReplicas number of instances that can serve now
 * @param invocationCount number of invocations since the deployment
 * @param labels Kubernetes labels
 * @param annotations Kubernetes annotations
 * @param unavailable why it accepts no calls; absent if it does, if it is scaled to 0, or if the gateway sends no
 *     reason
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
