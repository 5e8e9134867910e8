package io.dcf.bridge.function;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a deployed function.
 *
 * @param name the function's name
 * @param image the container image it runs
 * @param replicas instances asked for
 * @param availableReplicas instances that can serve now
 * @param invocationCount invocations since it was deployed
 * @param labels Kubernetes labels
 * @param annotations Kubernetes annotations
 */
public record FunctionStatus(
        String name,
        String image,
        long replicas,
        long availableReplicas,
        long invocationCount,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public FunctionStatus {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }
}
