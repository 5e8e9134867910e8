package io.dcf.gateway.container;

import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A container without new calls, until it is removed. */
final class DrainingContainer {

    private static final Duration MAX_DRAIN = Duration.ofSeconds(60);

    /** Time in which a call that selected the endpoint before may still arrive. */
    private static final Duration MIN_DRAIN = Duration.ofSeconds(1);

    private final ContainerStatus container;
    private final @Nullable Endpoint endpoint;
    private final long since = System.nanoTime();
    private volatile boolean removing;

    DrainingContainer(ContainerStatus container, @Nullable Endpoint endpoint) {
        this.container = container;
        this.endpoint = endpoint;
    }

    ContainerStatus container() {
        return container;
    }

    void setRemoving(boolean now) {
        removing = now;
    }

    /** Whether it can be removed now. */
    boolean isDue() {
        long age = System.nanoTime() - since;
        boolean idle = endpoint == null || (age > MIN_DRAIN.toNanos() && endpoint.running() == 0);
        return !removing && (idle || age > MAX_DRAIN.toNanos());
    }
}
