package io.dcf.gateway.kubernetes;

import io.dcf.gateway.engine.Unavailability;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out why the container of a pod does not run. */
final class ContainerFailure {

    private ContainerFailure() {}

    /** Empty if it runs, or is still being created. */
    static Optional<Unavailability> of(Pod pod, ContainerStatus container) {
        Instant since = UnavailabilityReason.instant(pod.getMetadata().getCreationTimestamp());
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
                        .map(ended -> new Unavailability(
                                crashed(container, ended), UnavailabilityReason.instant(ended.getFinishedAt())));
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
}
