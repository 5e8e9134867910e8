package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass of the reconciler: lists the containers, drains those without a function, and lets each function take a step. */
final class ReconcilePass {

    private static final Logger log = LoggerFactory.getLogger(ReconcilePass.class);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(5);
    private static final Duration OUTAGE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DRAINING_INTERVAL = Duration.ofMillis(200);

    private final ContainerEngine engine;
    private final DrainingContainers draining;
    private final ExecutorService threads;
    private boolean outage;

    ReconcilePass(ContainerEngine engine, DrainingContainers draining, ExecutorService threads) {
        this.engine = engine;
        this.draining = draining;
        this.threads = threads;
    }

    /** Returns the interval to the next pass. Throws what the engine throws. */
    Duration run(FunctionRegistry.Snapshot now) throws InterruptedException {
        Set<String> drainingNow = draining.ids();
        Map<String, List<ContainerStatus>> found = engine.list().stream()
                .filter(container -> !drainingNow.contains(container.id()))
                .collect(Collectors.groupingBy(container -> container.labels().function()));
        endOutage();
        drainLeftovers(found, now.known());
        Duration interval = reconcile(found, now.functions());
        draining.removeIdle();
        return draining.isEmpty() ? interval : shorter(interval, DRAINING_INTERVAL);
    }

    /** Drains containers of functions that were deleted. */
    private void drainLeftovers(Map<String, List<ContainerStatus>> found, Set<String> known) {
        found.forEach((function, containers) -> containers.stream()
                .filter(container -> !known.contains(function) || container.isDeleted())
                .forEach(container -> draining.add(container, null)));
    }

    private Duration reconcile(Map<String, List<ContainerStatus>> found, Map<String, ContainerFunction> functions)
            throws InterruptedException {
        List<Callable<Duration>> tasks = new ArrayList<>();
        functions.forEach((name, function) ->
                tasks.add(() -> function.reconcile(found.getOrDefault(name, List.of()).stream()
                        .filter(container -> !draining.contains(container))
                        .toList())));
        Duration interval = MAX_INTERVAL;
        for (Future<Duration> done : threads.invokeAll(tasks)) {
            try {
                interval = shorter(interval, done.get());
            } catch (ExecutionException e) {
                log.error("Failed to reconcile the containers of a function", e.getCause());
            }
        }
        return interval;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void endOutage() {
        if (outage) {
            outage = false;
            log.info("The container engine answers again");
        }
    }

    /** Informs the functions that the engine does not answer; returns the interval to the next pass. */
    Duration fail(RuntimeException failure, FunctionRegistry.Snapshot now) {
        String reason = "the container engine does not answer: " + EngineFailures.sentence(failure);
        if (!outage) {
            outage = true;
            log.warn("Functions stay as they are, since {}", reason);
        }
        now.functions().values().forEach(function -> function.disconnected(reason));
        return OUTAGE_INTERVAL;
    }
}
