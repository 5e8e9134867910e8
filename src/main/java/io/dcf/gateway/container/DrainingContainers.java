package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.engine.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers that are to go. They get no new calls; each is stopped and removed once its calls have finished, or after a while. */
final class DrainingContainers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DrainingContainers.class);
    private static final Duration GRACE = Duration.ofSeconds(60);

    /** In which a call may still arrive that has found the endpoint before. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int THREADS = 8;

    private final ContainerEngine engine;
    private final Runnable done;
    private final Map<String, Leaving> leaving = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /** @param done run once a container is gone */
    DrainingContainers(ContainerEngine engine, Runnable done) {
        this.engine = engine;
        this.done = done;
        this.threads = Executors.newFixedThreadPool(THREADS, DaemonThread.named("embedded-gateway-retirement"));
    }

    /** @param endpoint where its calls are counted, if it ever took any */
    void add(ContainerStatus container, @Nullable Endpoint endpoint) {
        leaving.putIfAbsent(container.id(), new Leaving(container, endpoint));
    }

    boolean contains(ContainerStatus container) {
        return leaving.containsKey(container.id());
    }

    Set<String> ids() {
        return Set.copyOf(leaving.keySet());
    }

    boolean isEmpty() {
        return leaving.isEmpty();
    }

    /** Removes those whose time has come, on other threads. */
    void proceed() {
        leaving.values().stream().filter(Leaving::isDue).forEach(each -> {
            each.ending = true;
            threads.execute(() -> end(each));
        });
    }

    private void end(Leaving one) {
        try {
            engine.remove(one.container.id());
            leaving.remove(one.container.id());
            done.run();
        } catch (RuntimeException e) {
            log.warn("Container {} cannot be removed yet: {}", one.container.name(), EngineFailures.sentence(e));
            one.ending = false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class Leaving {

        private final ContainerStatus container;
        private final @Nullable Endpoint endpoint;
        private final long since = System.nanoTime();
        private volatile boolean ending;

        Leaving(ContainerStatus container, @Nullable Endpoint endpoint) {
            this.container = container;
            this.endpoint = endpoint;
        }

        boolean isDue() {
            long age = System.nanoTime() - since;
            boolean idle = endpoint == null || (age > PAUSE.toNanos() && endpoint.running() == 0);
            return !ending && (idle || age > GRACE.toNanos());
        }
    }
}
