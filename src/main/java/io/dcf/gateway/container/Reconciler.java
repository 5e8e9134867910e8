package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerDeath;
import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerEvents;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again at the containers that there are, and moves each function towards what it is to be. */
final class Reconciler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final int THREADS = 8;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration OUTAGE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETIREMENT_INTERVAL = Duration.ofMillis(200);
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);

    private final ContainerEngine engine;
    private final DrainingContainers retirement;
    private final Map<String, ContainerFunction> functions = new ConcurrentHashMap<>();

    /** Functions that were removed since the last look: containers that there are belong to them, and not to a successor of that name. */
    private final Set<String> removed = new HashSet<>();

    /** Functions that were found, and are not added yet. */
    private final Set<String> unclaimed = new HashSet<>();

    private final Semaphore awakened = new Semaphore(0);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThread.named("embedded-gateway-containers"));
    private final Thread loop =
            DaemonThread.named("embedded-gateway-reconciler").newThread(this::run);
    private volatile boolean closed;
    private volatile @Nullable ContainerEvents events;
    private boolean outage;

    Reconciler(ContainerEngine engine) {
        this.engine = engine;
        this.retirement = new DrainingContainers(engine, this::wake);
    }

    DrainingContainers retirement() {
        return retirement;
    }

    /** @param found functions whose containers wait until they are added */
    void begin(Set<String> found) {
        synchronized (removed) {
            unclaimed.addAll(found);
            unclaimed.removeAll(functions.keySet());
        }
        loop.start();
    }

    void add(String name, ContainerFunction function) {
        synchronized (removed) {
            functions.put(name, function);
            unclaimed.remove(name);
        }
        wake();
    }

    void remove(String name) {
        synchronized (removed) {
            functions.remove(name);
            removed.add(name);
        }
        wake();
    }

    void wake() {
        awakened.release();
    }

    /** A process in a container of this function has ended. */
    private void died(ContainerDeath death) {
        ContainerFunction function = functions.get(death.function());
        if (function != null) {
            function.died(death);
        }
    }

    private void run() {
        try {
            while (!closed) {
                awakened.tryAcquire(look().toMillis(), TimeUnit.MILLISECONDS);
                TimeUnit.MILLISECONDS.sleep(SHORTEST_INTERVAL.toMillis());
                awakened.drainPermits();
            }
        } catch (InterruptedException e) {
            log.debug("The reconciler stops", e);
        }
    }

    /** Returns after how long to look again. */
    private Duration look() throws InterruptedException {
        Map<String, ContainerFunction> wanted;
        Set<String> gone;
        Set<String> known;
        synchronized (removed) {
            wanted = Map.copyOf(functions);
            gone = Set.copyOf(removed);
            removed.clear();
            known = Stream.concat(functions.keySet().stream(), unclaimed.stream())
                    .filter(name -> !gone.contains(name))
                    .collect(Collectors.toSet());
        }
        Set<String> leaving = retirement.ids();
        try {
            watch();
            Map<String, List<ContainerStatus>> found = engine.list().stream()
                    .filter(container -> !leaving.contains(container.id()))
                    .collect(Collectors.groupingBy(
                            container -> container.labels().function()));
            connected();
            retireLeftovers(found, known);
            Duration pause = reconcile(found, wanted);
            retirement.proceed();
            return retirement.isEmpty() ? pause : shorter(pause, RETIREMENT_INTERVAL);
        } catch (InterruptedException e) {
            throw e;
        } catch (RuntimeException e) {
            synchronized (removed) {
                removed.addAll(gone);
            }
            disconnected(e, wanted);
            return OUTAGE_INTERVAL;
        }
    }

    private void watch() {
        ContainerEvents current = events;
        if (current == null || current.hasEnded()) {
            events = engine.watch(this::died, this::wake);
        }
    }

    /** Containers of functions that were deleted. */
    private void retireLeftovers(Map<String, List<ContainerStatus>> found, Set<String> known) {
        found.forEach((function, containers) -> containers.stream()
                .filter(container -> !known.contains(function) || container.isDeleted())
                .forEach(container -> retirement.add(container, null)));
    }

    private Duration reconcile(Map<String, List<ContainerStatus>> found, Map<String, ContainerFunction> wanted)
            throws InterruptedException {
        List<Callable<Duration>> tasks = new ArrayList<>();
        wanted.forEach((name, function) ->
                tasks.add(() -> function.reconcile(found.getOrDefault(name, List.of()).stream()
                        .filter(container -> !retirement.contains(container))
                        .toList())));
        Duration pause = INTERVAL;
        for (Future<Duration> done : threads.invokeAll(tasks)) {
            try {
                pause = shorter(pause, done.get());
            } catch (ExecutionException e) {
                log.error("A function's containers could not be looked after", e.getCause());
            }
        }
        return pause;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void connected() {
        if (outage) {
            outage = false;
            log.info("The container engine answers again");
        }
    }

    private void disconnected(RuntimeException failure, Map<String, ContainerFunction> wanted) {
        String reason = "the container engine does not answer: " + EngineFailures.sentence(failure);
        if (!outage) {
            outage = true;
            log.warn("Functions go on as they are, since {}", reason);
        }
        wanted.values().forEach(function -> function.disconnected(reason));
    }

    /** Containers go on. */
    @Override
    public void close() {
        closed = true;
        loop.interrupt();
        threads.shutdownNow();
        retirement.close();
        ContainerEvents current = events;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                log.debug("The engine's events cannot be closed", e);
            }
        }
    }
}
