package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerLifecycle;
import io.dcf.gateway.docker.ContainerSpec;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.LogRing;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts, checks and retires the containers of one function. Used by one thread, except for thread-safe methods. */
final class FunctionContainers {

    private final ContainerLifecycle lifecycle;
    private final ContainerSpec spec;
    private final DrainingContainers draining;
    private final FunctionReplicas replicas;
    private final ContainerLogs logs;
    private final LogRing log;
    private boolean deleted;

    FunctionContainers(
            ContainerEngine engine,
            ContainerSpec spec,
            DrainingContainers draining,
            FunctionClients clients,
            LogRing log) {
        this.lifecycle = engine.lifecycle();
        this.spec = spec;
        this.draining = draining;
        this.replicas = new FunctionReplicas(clients, log);
        this.logs = new ContainerLogs(engine);
        this.log = log;
    }

    FunctionReplicas replicas() {
        return replicas;
    }

    /** Checks which of them take calls, and why others died. */
    void check() {
        for (ContainerReplica replica : replicas.all()) {
            ContainerStatus container = replica.status();
            if (replica.explainDeath(time -> logs.lastLine(container.id(), time))) {
                replica.death().ifPresent(how -> log.note("container %s: %s", container.name(), how));
            }
            if (replica.becomesReady()) {
                log.note("container %s: takes calls", container.name());
            }
        }
    }

    /** Ids of the containers that do not have the image of this id, or the present secrets of the definition. */
    Set<String> outdated(CreateFunctionRequest definition, String image) {
        return replicas.containers().stream()
                .filter(each -> !each.image().equals(image) || spec.hasNewSecrets(definition, each))
                .map(ContainerStatus::id)
                .collect(Collectors.toSet());
    }

    /** Starts those that were created and not started, or that somebody stopped. */
    void startStopped() {
        replicas.containers().stream()
                .filter(ContainerStatus::isStopped)
                .forEach(container -> lifecycle.start(container.id()));
    }

    /** Starts one more container; returns false if the engine does not have its image. Throws what the engine throws. */
    synchronized boolean startOne(ContainerLabels labels) {
        if (deleted) {
            return true;
        }
        String name = labels.randomName();
        Optional<String> id = lifecycle.create(name, labels, spec);
        id.ifPresent(created -> start(ContainerStatus.created(created, name, labels)));
        return id.isPresent();
    }

    private void start(ContainerStatus container) {
        replicas.add(container);
        lifecycle.start(container.id());
        log.note("container %s: started", container.name());
    }

    /** Removes it once its calls have finished. */
    void drain(ContainerReplica replica) {
        ContainerStatus container = replica.status();
        draining.add(container, replica.endpoint().orElse(null));
        replicas.remove(container);
        log.note("container %s: retired", container.name());
    }

    /** Drains all of them, since their function was deleted. Thread-safe. */
    synchronized void delete() {
        deleted = true;
        for (ContainerReplica replica : replicas.all()) {
            draining.markDeleted(replica.status());
            drain(replica);
        }
    }

    /** The end of each container's log, in the format of the contract. Thread-safe. */
    String logs() {
        return logs.sections(replicas.containers(), log.text().getBytes(StandardCharsets.UTF_8).length);
    }
}
