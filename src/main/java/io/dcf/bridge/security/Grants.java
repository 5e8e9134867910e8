package io.dcf.bridge.security;

import io.dcf.bridge.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** The {@link Grant}s of open streams. Checks them every second, and ends the streams whose grant no longer holds. */
final class Grants {

    private static final Logger log = LoggerFactory.getLogger(Grants.class);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private record Watched(Grant grant, Consumer<RuntimeException> end) {}

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final TaskScheduler scheduler;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Grants(TaskScheduler scheduler) {
        this.scheduler = scheduler;
    }

    Grant.Watch add(Grant grant, Consumer<RuntimeException> end) {
        Watched watched = new Watched(grant, end);
        open.add(watched);
        if (scheduled.compareAndSet(false, true)) {
            scheduler.scheduleWithFixedDelay(this::check, Instant.now().plus(CHECK_INTERVAL), CHECK_INTERVAL);
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
            } catch (RuntimeException e) { // the other streams still need their check
                log.error("Failed to check the credentials of an open stream", e);
            }
        }
    }
}
