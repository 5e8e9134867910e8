package io.dcf.bridge.security;

import io.dcf.bridge.problem.ProblemException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The {@link Grant}s of open streams: checks them every second, and ends the streams of those that hold no more. */
final class Grants implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Grants.class);

    private record Watched(Grant grant, Consumer<RuntimeException> end) {}

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("grants-"));

    private final AtomicBoolean begun = new AtomicBoolean();

    Grant.Watch add(Grant grant, Consumer<RuntimeException> end) {
        Watched watched = new Watched(grant, end);
        open.add(watched);
        if (begun.compareAndSet(false, true)) {
            clock.scheduleWithFixedDelay(this::check, 1, 1, TimeUnit.SECONDS);
        }
        return () -> open.remove(watched);
    }

    private void check() {
        for (Watched each : open) {
            try {
                each.grant().require();
            } catch (ProblemException e) {
                open.remove(each);
                each.end().accept(e);
            } catch (RuntimeException e) { // the others are to be checked all the same
                log.error("Failed to check the credentials of an open stream", e);
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
