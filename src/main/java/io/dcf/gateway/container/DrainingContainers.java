package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerEngine;
import io.dcf.gateway.docker.ContainerLifecycle;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.docker.EngineFailures;
import io.dcf.gateway.engine.Endpoint;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Containers without new calls. Each is stopped and removed once its calls have finished, at the latest after 60 seconds. */
final class DrainingContainers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DrainingContainers.class);

    private final ContainerLifecycle lifecycle;
    private final Runnable removed;
    private final Map<String, DrainingContainer> containers = new ConcurrentHashMap<>();
    private final ExecutorService threads;

    /** @param removed runs after a container was removed */
    DrainingContainers(ContainerEngine engine, Runnable removed) {
        this.lifecycle = engine.lifecycle();
        this.removed = removed;
        this.threads = EngineThreads.pool("embedded-gateway-draining-");
    }

    /** @param endpoint counts its calls in flight; null if it never took calls */
    void add(ContainerStatus container, @Nullable Endpoint endpoint) {
        containers.putIfAbsent(container.id(), new DrainingContainer(container, endpoint));
    }

    /** Renames it, so that the next gateway does not restore its function. */
    void markDeleted(ContainerStatus container) {
        try {
            lifecycle.rename(container.id(), container.nameOnceDeleted());
        } catch (RuntimeException e) {
            log.debug("Failed to rename {}: {}", container.name(), EngineFailures.sentence(e));
        }
    }

    boolean contains(ContainerStatus container) {
        return containers.containsKey(container.id());
    }

    Set<String> ids() {
        return Set.copyOf(containers.keySet());
    }

    boolean isEmpty() {
        return containers.isEmpty();
    }

    /** Removes those without calls in flight, on other threads. */
    void removeIdle() {
        containers.values().stream().filter(DrainingContainer::isDue).forEach(each -> {
            each.setRemoving(true);
            threads.execute(() -> remove(each));
        });
    }

    private void remove(DrainingContainer one) {
        try {
            lifecycle.remove(one.container().id());
            containers.remove(one.container().id());
            removed.run();
        } catch (RuntimeException e) {
            log.warn(
                    "Failed to remove container {}, retrying: {}",
                    one.container().name(),
                    EngineFailures.sentence(e));
            one.setRemoving(false);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
