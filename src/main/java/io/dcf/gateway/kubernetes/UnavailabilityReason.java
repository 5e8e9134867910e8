package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Unavailability;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
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
        Stream<Unavailability> containers =
                pod.getStatus().getContainerStatuses().stream().flatMap(container -> failure(pod, container).stream());
        return Stream.concat(scheduling, containers);
    }

    private static Unavailability unscheduled(PodCondition condition) {
        return new Unavailability(
                "no node takes its pod: " + condition.getMessage(), instant(condition.getLastTransitionTime()));
    }

    private static Optional<Unavailability> failure(Pod pod, ContainerStatus container) {
        Instant since = instant(pod.getMetadata().getCreationTimestamp());
        ContainerStateWaiting waiting =
                container.getState() == null ? null : container.getState().getWaiting();
        ContainerStateTerminated last = terminated(container);
        String reason = waiting == null ? "" : String.valueOf(waiting.getReason());
        return switch (reason) {
            case "ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull" ->
                Optional.of(new Unavailability(
                        "image '" + container.getImage() + "' cannot be pulled: " + message(waiting), since));
            case "ContainerCreating", "PodInitializing" -> Optional.empty();
            case "", "CrashLoopBackOff" ->
                Optional.ofNullable(last)
                        .map(ended -> new Unavailability(crashed(container, ended), instant(ended.getFinishedAt())));
            default -> Optional.of(new Unavailability("its container does not start: " + message(waiting), since));
        };
    }

    private static @Nullable ContainerStateTerminated terminated(ContainerStatus container) {
        if (container.getState() != null && container.getState().getTerminated() != null) {
            return container.getState().getTerminated();
        }
        return container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
    }

    private static String crashed(ContainerStatus container, ContainerStateTerminated ended) {
        String reason = ended.getReason() == null || ended.getReason().equals("Error") ? "" : ", " + ended.getReason();
        return "its container ended with exit code " + ended.getExitCode() + reason + "; restarts: "
                + container.getRestartCount();
    }

    private static String message(@Nullable ContainerStateWaiting waiting) {
        if (waiting == null) {
            return "";
        }
        return waiting.getMessage() == null ? String.valueOf(waiting.getReason()) : waiting.getMessage();
    }

    private static Instant instant(@Nullable String time) {
        return time == null ? Instant.EPOCH : Instant.parse(time);
    }
}
