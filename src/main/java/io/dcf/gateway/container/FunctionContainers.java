package io.dcf.gateway.container;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerSpec;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.engine.LogRing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The containers of one function that are not about to go. One thread at a time changes them; any thread may read. */
final class FunctionContainers {

    private static final Logger logger = LoggerFactory.getLogger(FunctionContainers.class);
    private static final int LOG_LINES = 10_000;
    private static final int MAX_LOG = 1 << 20;
    private static final int LAST_LINES = 50;
    private static final int MAX_LAST_LINES = 64 << 10;

    /** What a client of gRPC takes in a message, less what else is in it. */
    private static final int MAX_LOGS = (4 << 20) - (64 << 10);

    private final ContainerEngine engine;
    private final ContainerSpec spec;
    private final DrainingContainers retirement;
    private final FunctionClients clients;
    private final LogRing log;
    private final Map<String, ContainerReplica> replicas = new ConcurrentHashMap<>();
    private boolean deleted;

    FunctionContainers(
            ContainerEngine engine,
            ContainerSpec spec,
            DrainingContainers retirement,
            FunctionClients clients,
            LogRing log) {
        this.engine = engine;
        this.spec = spec;
        this.retirement = retirement;
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

    /** Takes up what the engine has, of this function, that is not about to go. */
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

    /** A process in a container has ended. Whether it is one of these. From any thread. */
    boolean died(ContainerDeath death) {
        ContainerReplica replica = replicas.get(death.container());
        if (replica != null) {
            replica.died(death.exitCode(), death.time());
        }
        return replica != null;
    }

    /** How one of them died that takes no calls since. From any thread. */
    Optional<String> death() {
        return all().stream().flatMap(replica -> replica.death().stream()).findFirst();
    }

    /** Finds out which of them take calls, and why others died. */
    void check() {
        for (ContainerReplica replica : all()) {
            ContainerStatus container = replica.status();
            if (replica.explainDeath(time -> lastLine(container.id(), time))) {
                replica.death().ifPresent(how -> log.note("container %s: %s", container.name(), how));
            }
            if (replica.becomesReady()) {
                log.note("container %s: takes calls", container.name());
            }
        }
    }

    /** The last one that was written until then: a process that the engine has started again writes, too. */
    private String lastLine(String id, Instant until) {
        try {
            return engine.log(id, LAST_LINES, MAX_LAST_LINES)
                    .lines()
                    .filter(line -> !time(line).isAfter(until))
                    .reduce("", (earlier, later) -> later)
                    .replaceFirst("^\\S+ ", "");
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static Instant time(String line) {
        try {
            return Instant.parse(line.substring(0, Math.max(0, line.indexOf(' '))));
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    /** Starts those that were created and not started, or stopped by hand. */
    void startStopped() {
        replicas.values().stream()
                .map(ContainerReplica::status)
                .filter(ContainerStatus::isStopped)
                .forEach(container -> engine.start(container.id()));
    }

    /** Starts one more; returns false if the engine does not have the image. Throws what the engine throws. */
    synchronized boolean startOne(ContainerLabels labels) {
        if (deleted) {
            return true;
        }
        byte[] random = new byte[4];
        ThreadLocalRandom.current().nextBytes(random);
        String name = labels.function() + "." + HexFormat.of().formatHex(random);
        Optional<String> id = engine.create(name, labels, spec);
        id.ifPresent(created -> start(created, name, labels));
        return id.isPresent();
    }

    private void start(String id, String name, ContainerLabels labels) {
        ContainerStatus created = new ContainerStatus(
                id, name, labels, "", System.currentTimeMillis() / 1000, "created", "Created", null);
        replicas.put(id, new ContainerReplica(created, clients));
        engine.start(id);
        log.note("container %s: started", name);
    }

    void retire(ContainerReplica replica) {
        ContainerStatus container = replica.status();
        retirement.add(container, replica.endpoint().orElse(null));
        replicas.remove(container.id());
        log.note("container %s: retired", container.name());
    }

    /** Retires them all, marked so that the next gateway does not take their function for one that is deployed. From any thread. */
    synchronized void delete() {
        deleted = true;
        for (ContainerReplica replica : all()) {
            ContainerStatus container = replica.status();
            try {
                engine.rename(container.id(), container.nameOnceDeleted());
            } catch (RuntimeException e) {
                logger.debug("{} cannot be renamed: {}", container.name(), EngineFailures.sentence(e));
            }
            retire(replica);
        }
    }

    /** The end of each one's log, as the contract lays them out. From any thread. */
    String logs() {
        List<ContainerReplica> all = all();
        int room = MAX_LOGS - log.text().getBytes(StandardCharsets.UTF_8).length;
        int each = Math.max(0, Math.min(MAX_LOG, room / Math.max(1, all.size())));
        return all.stream()
                .map(ContainerReplica::status)
                .map(container -> "---\nName: " + container.name() + "\nLog:\n" + text(container, each))
                .collect(Collectors.joining());
    }

    private String text(ContainerStatus container, int maxBytes) {
        try {
            return engine.log(container.id(), LOG_LINES, maxBytes);
        } catch (RuntimeException e) {
            return "the log cannot be read: " + EngineFailures.sentence(e) + "\n";
        }
    }
}
