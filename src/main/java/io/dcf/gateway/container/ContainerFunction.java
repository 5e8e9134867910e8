package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.docker.ImagePull;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.Host;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.engine.Unavailability;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A function that runs in containers: what is to run, and how it gets there. */
final class ContainerFunction implements Host.Replicas {

    /** In one go, so that one function does not keep the others waiting. */
    private static final int MAX_STARTS = 4;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int PAUSES = 20;

    private final DockerHost host;
    private final LogRing log;
    private final FunctionContainers containers;
    private final FunctionCondition condition = new FunctionCondition();
    /** Containers whose image has been built again since they were started. */
    private final Set<String> outdated = ConcurrentHashMap.newKeySet();

    private volatile Wanted wanted;
    private volatile List<Endpoint> endpoints = List.of();
    private volatile long unsettledSince = System.nanoTime();
    private @Nullable ImagePull pull;
    private @Nullable String lastObstacle;

    /** @param labelled the definition as labels have it */
    private record Wanted(CreateFunctionRequest definition, CreateFunctionRequest labelled, int replicas) {

        Wanted(CreateFunctionRequest definition, long replicas) {
            this(definition, ContainerLabels.bare(definition), DockerHost.bounded(replicas));
        }
    }

    ContainerFunction(
            DockerHost host,
            CreateFunctionRequest definition,
            long replicas,
            LogRing log,
            FunctionContainers containers) {
        this.host = host;
        this.log = log;
        this.containers = containers;
        this.wanted = new Wanted(definition, replicas);
    }

    @Override
    public void update(CreateFunctionRequest definition, long replicas) {
        host.imageId(definition.getImage())
                .ifPresent(id -> containers.all().stream()
                        .map(ContainerReplica::status)
                        .filter(container -> !container.image().equals(id))
                        .forEach(container -> outdated.add(container.id())));
        change(new Wanted(definition, replicas));
    }

    @Override
    public void scale(long replicas) {
        change(new Wanted(wanted.definition, replicas));
    }

    private void change(Wanted next) {
        wanted = next;
        condition.restart();
        hurry();
    }

    /** Its state is expected to change soon. */
    private void hurry() {
        unsettledSince = System.nanoTime();
        host.wake();
    }

    @Override
    public long available() {
        return endpoints.size();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return condition.cause();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public Optional<CompletableFuture<Void>> starting() {
        return condition.starting();
    }

    @Override
    public String logs() {
        return containers.logs();
    }

    @Override
    public void remove() {
        endpoints = List.of();
        containers.delete();
        host.remove(wanted.definition.getService());
    }

    /** A process in one of its containers has ended. */
    void died(ContainerDeath death) {
        if (containers.died(death)) {
            endpoints = containers.endpoints();
            if (endpoints.isEmpty()) {
                containers.death().ifPresent(condition::failed);
            }
            hurry();
        }
    }

    /** Moves on from the containers that there are, and returns after how long to look again. */
    Duration reconcile(List<ContainerStatus> found) {
        Wanted now = wanted;
        containers.observe(found);
        containers.check();
        List<ContainerReplica> all = containers.all();
        List<ContainerReplica> current =
                all.stream().filter(each -> meets(now, each)).toList();
        List<ContainerReplica> old =
                all.stream().filter(each -> !current.contains(each)).toList();
        RolloutStep step = RolloutStep.of(now.replicas, current, old);
        step.retirements().forEach(containers::retire);
        endpoints = containers.endpoints();
        tell(now, start(now, step.starts()));
        outdated.retainAll(
                containers.all().stream().map(replica -> replica.status().id()).toList());
        boolean settled = old.isEmpty()
                && endpoints.size() == now.replicas
                && containers.all().size() == now.replicas;
        return settled ? LONGEST_PAUSE : pause();
    }

    private boolean meets(Wanted now, ContainerReplica replica) {
        ContainerStatus container = replica.status();
        return container.labels().definition().equals(now.labelled) && !outdated.contains(container.id());
    }

    /** The longer it takes, the longer the pauses. */
    private Duration pause() {
        Duration pause = Duration.ofNanos((System.nanoTime() - unsettledSince) / PAUSES);
        return pause.compareTo(SHORTEST_PAUSE) < 0
                ? SHORTEST_PAUSE
                : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Why containers cannot be started, where that is so. */
    private @Nullable String start(Wanted now, int number) {
        try {
            containers.startStopped();
            for (int i = 0; i < Math.min(number, MAX_STARTS); i++) {
                if (!containers.startOne(host.labels(now.definition))) {
                    pull(now);
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

    private void pull(Wanted now) {
        String image = now.definition.getImage();
        if (pull == null || !pull.image().equals(image)) {
            pull = host.pull(image, log);
        }
        pull.start(now.definition);
    }

    private void tell(Wanted now, @Nullable String obstacle) {
        if (obstacle != null && !obstacle.equals(lastObstacle)) {
            log.add(obstacle);
        }
        lastObstacle = obstacle;
        if (!endpoints.isEmpty()) {
            condition.available();
        } else if (obstacle != null) {
            condition.failed(obstacle);
        } else if (pull != null) {
            String image = "image '" + now.definition.getImage() + "' ";
            pull.failure()
                    .ifPresentOrElse(
                            reason -> condition.failed(image + "cannot be pulled: " + reason),
                            () -> condition.starting(FunctionCondition.STARTING + ": " + image + "is being pulled"));
        } else {
            containers.death().ifPresentOrElse(condition::failed, () -> condition.starting(FunctionCondition.STARTING));
        }
    }

    /** The engine does not answer. */
    void disconnected(String reason) {
        if (endpoints.isEmpty()) {
            condition.failed(reason);
        }
    }
}
