package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerSpec;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.LogRing;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The containers of one function, without those that drain. One thread at a time changes them; any thread may read. */
final class FunctionContainers {

    private final ContainerEngine engine;
    private final ContainerSpec spec;
    private final ContainerLogs logs;
    private final DrainingContainers draining;
    private final FunctionClients clients;
    private final LogRing log;
    private final Map<String, ContainerReplica> replicas = new ConcurrentHashMap<>();
    private boolean deleted;

    FunctionContainers(
            ContainerEngine engine,
            ContainerSpec spec,
            DrainingContainers draining,
            FunctionClients clients,
            LogRing log) {
        this.engine = engine;
        this.spec = spec;
        this.logs = new ContainerLogs(engine);
        this.draining = draining;
        this.clients = clients;
        this.log = log;
    }

    /** Oldest first. */
    List<ContainerReplica> all() {
        return replicas.values().stream()
                .sorted(Comparator.comparing(replica -> replica.status().created()))
                .toList();
    }

    List<Endpoint> endpoints() {
        return all().stream().flatMap(replica -> replica.endpoint().stream()).toList();
    }

    /** Updates the replicas with the containers of the function that the engine has, without those that drain. */
    void observe(List<ContainerStatus> found) {
        Map<String, ContainerStatus> byId =
                found.stream().collect(Collectors.toMap(ContainerStatus::id, Function.identity()));
        replicas.values().removeIf(replica -> {
            boolean gone = !byId.containsKey(replica.status().id());
            if (gone) {
                log.note("container %s: gone", replica.status().name());
            }
            return gone;
        });
        byId.forEach((id, status) -> replicas.computeIfAbsent(id, unknown -> {
                    log.note("container %s: found, %s", status.name(), status.state());
                    return new ContainerReplica(status, clients);
                })
                .observe(status));
    }

    /** The process in a container has ended; returns whether the container is one of these. Thread-safe. */
    boolean died(ContainerDeath death) {
        ContainerReplica replica = replicas.get(death.container());
        if (replica != null) {
            replica.died(death.exitCode(), death.time());
        }
        return replica != null;
    }

    /** How one of them died that has not taken calls since. Thread-safe. */
    Optional<String> death() {
        return all().stream().flatMap(replica -> replica.death().stream()).findFirst();
    }

    /** Checks which of them take calls, and why others died. */
    void check() {
        for (ContainerReplica replica : all()) {
            ContainerStatus container = replica.status();
            if (replica.explainDeath(time -> logs.lastLine(container.id(), time))) {
                replica.death().ifPresent(how -> log.note("container %s: %s", container.name(), how));
            }
            if (replica.becomesReady()) {
                log.note("container %s: takes calls", container.name());
            }
        }
    }

    /** Starts those that were created and not started, or that somebody stopped. */
    void startStopped() {
        replicas.values().stream()
                .map(ContainerReplica::status)
                .filter(ContainerStatus::isStopped)
                .forEach(container -> engine.start(container.id()));
    }

    /** Starts one more container; returns false if the engine does not have its image. Throws what the engine throws. */
    synchronized boolean startOne(ContainerLabels labels) {
        if (deleted) {
            return true;
        }
        String name = labels.randomName();
        Optional<String> id = engine.create(name, labels, spec);
        id.ifPresent(created -> start(ContainerStatus.created(created, name, labels)));
        return id.isPresent();
    }

    private void start(ContainerStatus container) {
        replicas.put(container.id(), new ContainerReplica(container, clients));
        engine.start(container.id());
        log.note("container %s: started", container.name());
    }

    /** Removes it once its calls have finished. */
    void drain(ContainerReplica replica) {
        ContainerStatus container = replica.status();
        draining.add(container, replica.endpoint().orElse(null));
        replicas.remove(container.id());
        log.note("container %s: retired", container.name());
    }

    /** Drains all of them, since their function was deleted. Thread-safe. */
    synchronized void delete() {
        deleted = true;
        for (ContainerReplica replica : all()) {
            draining.markDeleted(replica.status());
            drain(replica);
        }
    }

    /** The end of each container's log, in the format of the contract. Thread-safe. */
    String logs() {
        return logs.sections(
                all().stream().map(ContainerReplica::status).toList(),
                log.text().getBytes(StandardCharsets.UTF_8).length);
    }
}
