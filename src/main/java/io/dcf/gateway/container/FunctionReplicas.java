package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.LogRing;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The replicas of one function as the engine last reported them, without those that drain. One thread at a time changes them; any thread may read. */
final class FunctionReplicas {

    private final FunctionClients clients;
    private final LogRing log;
    private final Map<String, ContainerReplica> replicas = new ConcurrentHashMap<>();

    FunctionReplicas(FunctionClients clients, LogRing log) {
        this.clients = clients;
        this.log = log;
    }

    /** Oldest first. */
    List<ContainerReplica> all() {
        return replicas.values().stream()
                .sorted(Comparator.comparing(replica -> replica.status().created()))
                .toList();
    }

    List<ContainerStatus> containers() {
        return all().stream().map(ContainerReplica::status).toList();
    }

    List<Endpoint> endpoints() {
        return all().stream().flatMap(replica -> replica.endpoint().stream()).toList();
    }

    void add(ContainerStatus container) {
        replicas.put(container.id(), new ContainerReplica(container, clients));
    }

    void remove(ContainerStatus container) {
        replicas.remove(container.id());
    }

    /** Updates the replicas with the containers of the function that the engine has, without those that drain. */
    void observe(List<ContainerStatus> found) {
        Map<String, ContainerStatus> byId =
                found.stream().collect(Collectors.toMap(ContainerStatus::id, Function.identity()));
        for (ContainerStatus known : containers()) {
            if (!byId.containsKey(known.id())) {
                remove(known);
                log.note("container %s: gone", known.name());
            }
        }
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

    /** How one of them died that has not taken calls since. */
    Optional<String> death() {
        return all().stream().flatMap(replica -> replica.death().stream()).findFirst();
    }
}
