package io.dcf.gateway.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Hears of what happens to this gateway's containers. */
final class ContainerEvents implements ResultCallback<Event> {

    private final Reconciler reconciler;
    private final Set<String> outOfMemory = new HashSet<>();
    private volatile @Nullable Closeable stream;
    private volatile boolean ended;

    ContainerEvents(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    /** Whether it hears nothing any more. */
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
        reconciler.wake();
    }

    private static Instant time(Event event) {
        Long nanos = event.getTimeNano();
        return nanos == null ? Instant.MAX : Instant.EPOCH.plusNanos(nanos);
    }

    private void died(String id, @Nullable Map<String, String> attributes, Instant time) {
        if (attributes != null) {
            String code = attributes.getOrDefault("exitCode", "unknown");
            String function = attributes.getOrDefault(ContainerLabels.FUNCTION, "");
            reconciler.died(function, id, outOfMemory.remove(id) ? code + " (out of memory)" : code, time);
        }
    }

    @Override
    public void onError(Throwable failure) {
        ended = true; // what follows is seen by looking
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
