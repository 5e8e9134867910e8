package io.dcf.gateway.container;

import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.docker.ImagePull;
import io.dcf.gateway.engine.LogRing;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** Starts containers of one function, pulls their image if the engine does not have it, and explains failures. Used by one thread. */
final class ContainerStarter {

    /** Per pass, so that one function does not keep the others waiting. */
    private static final int MAX_STARTS = 4;

    private final DockerHost host;
    private final FunctionContainers containers;
    private final LogRing log;
    private @Nullable ImagePull pull;
    private @Nullable String obstacle;

    ContainerStarter(DockerHost host, FunctionContainers containers, LogRing log) {
        this.host = host;
        this.containers = containers;
        this.log = log;
    }

    /** Starts stopped containers and up to this number of new ones. */
    void start(DesiredState desired, int number) {
        String before = obstacle;
        obstacle = tryStart(desired, number);
        if (obstacle != null && !obstacle.equals(before)) {
            log.add(obstacle);
        }
    }

    /** Returns why that fails, or null. */
    private @Nullable String tryStart(DesiredState desired, int number) {
        try {
            containers.startStopped();
            for (int i = 0; i < Math.min(number, MAX_STARTS); i++) {
                if (!containers.startOne(host.labels(desired.definition()))) {
                    pull(desired);
                    return null;
                }
            }
            pull = null;
            return null;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getDescription();
        } catch (RuntimeException e) {
            return "its container cannot be started: " + EngineFailures.sentence(e);
        }
    }

    private void pull(DesiredState desired) {
        if (pull == null || !pull.image().equals(desired.image())) {
            pull = host.pull(desired.image(), log);
        }
        pull.start(desired.definition());
    }

    /** Sets the condition of a function of which no container takes calls. */
    void explain(DesiredState desired, FunctionCondition condition) {
        if (obstacle != null) {
            condition.failed(obstacle);
        } else if (pull != null) {
            String image = "image '" + desired.image() + "' ";
            pull.failure()
                    .ifPresentOrElse(
                            reason -> condition.failed(image + "cannot be pulled: " + reason),
                            () -> condition.starting(FunctionCondition.STARTING + ": " + image + "is being pulled"));
        } else {
            containers
                    .replicas()
                    .death()
                    .ifPresentOrElse(condition::failed, () -> condition.starting(FunctionCondition.STARTING));
        }
    }
}
