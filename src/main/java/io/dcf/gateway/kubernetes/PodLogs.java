package io.dcf.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.util.Comparator;
import java.util.List;

/** What pods have written lately. */
final class PodLogs {

    /** Of each pod, in bytes; of all together less than gRPC takes in a message. */
    private static final int MAX = 1 << 20;

    private static final int MAX_TOTAL = 7 << 19;
    private static final int MAX_LINES = 20_000;

    private PodLogs() {}

    /** A section for each pod, as the contract lays them out. */
    static String of(List<Pod> pods, NamespacedKubernetesClient client) {
        StringBuilder text = new StringBuilder();
        int most = Math.min(MAX, MAX_TOTAL / Math.max(1, pods.size()));
        pods.stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted(Comparator.naturalOrder())
                .forEach(pod -> text.append("---\nName: ")
                        .append(pod)
                        .append("\nLog:\n")
                        .append(log(pod, most, client)));
        return text.toString();
    }

    private static String log(String pod, int most, NamespacedKubernetesClient client) {
        return "";
    }
}
