package io.dcf.gateway.docker;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of this gateway's containers. Renewed by one thread; any thread may close it. */
public final class EventSubscription implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventSubscription.class);

    private final ContainerEngine engine;
    private final Consumer<ContainerDeath> died;
    private final Runnable changed;
    private volatile @Nullable ContainerEvents events;

    /**
     * @param died receives each end of a container's process
     * @param changed runs after each event, also after one that {@code died} has received
     */
    public EventSubscription(ContainerEngine engine, Consumer<ContainerDeath> died, Runnable changed) {
        this.engine = engine;
        this.died = died;
        this.changed = changed;
    }

    /** Opens the stream of events if there is none, or if the engine has ended it. */
    public void renew() {
        ContainerEvents current = events;
        if (current == null || current.hasEnded()) {
            events = engine.watch(died, changed);
        }
    }

    @Override
    public void close() {
        ContainerEvents current = events;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                log.debug("Failed to close the stream of the engine's events", e);
            }
        }
    }
}
