package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Unavailability;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out why no pod of a function takes calls. */
final class UnavailabilityReason {

    private UnavailabilityReason() {}

    /** The first of: no pod can be created, a pod failed, a pod is starting. */
    static Unavailability of(Deployment deployment, List<Pod> pods) {
        String created = deployment.getMetadata().getCreationTimestamp();
        List<Pod> alive = pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
        return refused(deployment)
                .or(() -> alive.stream().flatMap(UnavailabilityReason::failure).findFirst())
                .or(() -> alive.stream().findFirst().map(UnavailabilityReason::starting))
                .orElseGet(() -> new Unavailability("it has no pod yet", instant(created)));
    }

    private static Unavailability starting(Pod pod) {
        boolean runs = pod.getStatus() != null
                && pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(each ->
                                each.getState() != null && each.getState().getRunning() != null);
        return new Unavailability(
                "pod '" + pod.getMetadata().getName() + "' "
                        + (runs ? "is not ready yet: nothing listens at its port" : "is starting"),
                instant(pod.getMetadata().getCreationTimestamp()));
    }

    /** Pods that a quota or an admission policy forbids, which only the Deployment shows. */
    private static Optional<Unavailability> refused(Deployment deployment) {
        if (deployment.getStatus() == null || deployment.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return deployment.getStatus().getConditions().stream()
                .filter(each -> "ReplicaFailure".equals(each.getType()) && "True".equals(each.getStatus()))
                .findFirst()
                .map(UnavailabilityReason::noPod);
    }

    private static Unavailability noPod(DeploymentCondition condition) {
        return new Unavailability(
                "no pod can be created: " + condition.getMessage(), instant(condition.getLastTransitionTime()));
    }

    private static Stream<Unavailability> failure(Pod pod) {
        if (pod.getStatus() == null) {
            return Stream.empty();
        }
        Stream<Unavailability> scheduling = pod.getStatus().getConditions().stream()
                .filter(each -> "PodScheduled".equals(each.getType()) && "False".equals(each.getStatus()))
                .map(UnavailabilityReason::unscheduled);
        Stream<Unavailability> containers = pod.getStatus().getContainerStatuses().stream()
                .flatMap(container -> ContainerFailure.of(pod, container).stream());
        return Stream.concat(scheduling, containers);
    }

    private static Unavailability unscheduled(PodCondition condition) {
        return new Unavailability(
                "no node takes its pod: " + condition.getMessage(), instant(condition.getLastTransitionTime()));
    }

    static Instant instant(@Nullable String time) {
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }
}
