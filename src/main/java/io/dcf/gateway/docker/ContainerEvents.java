package io.dcf.gateway.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the engine's events of this gateway's containers. */
final class ContainerEvents implements ResultCallback<Event> {

    private final Consumer<ContainerDeath> died;
    private final Runnable changed;
    private final Set<String> outOfMemory = new HashSet<>();
    private volatile @Nullable Closeable stream;
    private volatile boolean ended;

    /** @param changed runs after each event, also after one that {@code died} has taken */
    ContainerEvents(Consumer<ContainerDeath> died, Runnable changed) {
        this.died = died;
        this.changed = changed;
    }

    /** Whether no more events arrive. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public void onStart(Closeable started) {
        stream = started;
    }

    @Override
    public void onNext(Event event) {
        if (event.getActor() == null || event.getActor().getId() == null) {
            return;
        }
        String id = event.getActor().getId();
        if ("oom".equals(event.getAction())) {
            outOfMemory.add(id);
        } else if ("die".equals(event.getAction())) {
            died(id, event.getActor().getAttributes(), time(event));
        }
        changed.run();
    }

    private static Instant time(Event event) {
        Long nanos = event.getTimeNano();
        return nanos == null ? Instant.MAX : Instant.EPOCH.plusNanos(nanos);
    }

    private void died(String id, @Nullable Map<String, String> attributes, Instant time) {
        if (attributes != null) {
            String code = attributes.getOrDefault("exitCode", "unknown");
            String function = attributes.getOrDefault(ContainerLabels.FUNCTION, "");
            String how = outOfMemory.remove(id) ? code + " (out of memory)" : code;
            died.accept(new ContainerDeath(function, id, how, time));
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended = true; // the reconciler lists containers anyway
    }

    @Override
    public void onComplete() {
        ended = true;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        Closeable open = stream;
        if (open != null) {
            open.close();
        }
    }
}
