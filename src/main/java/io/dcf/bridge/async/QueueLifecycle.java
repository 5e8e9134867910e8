package io.dcf.bridge.async;

import io.dcf.bridge.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** Continues after a start what was queued before it, and stops together with the HTTP server, within the same grace. */
@Component
class QueueLifecycle implements SmartLifecycle {

    private static final Duration MAX_REST = Duration.ofSeconds(3);
    private static final int MAX_PART_FOR_REST = 5; // a fifth of the whole time
    private static final Duration OPEN_INTERVAL = Duration.ofSeconds(5);

    private final InvocationQueue queue;
    private final Duration grace;
    private final TaskScheduler scheduler;
    private volatile boolean running;

    QueueLifecycle(
            InvocationQueue queue, LifecycleProperties lifecycle, @Qualifier("taskScheduler") TaskScheduler scheduler) {
        this.queue = queue;
        this.grace = lifecycle.getTimeoutPerShutdownPhase();
        this.scheduler = scheduler;
    }

    /** Not on the thread that starts the bridge, since the database may take long to answer. */
    @EventListener(ApplicationReadyEvent.class)
    void openSoon() {
        scheduler.schedule(this::open, Instant.now());
    }

    private void open() {
        try {
            if (running) {
                queue.openIfUsedBefore();
            }
        } catch (ProblemException e) { // it is in the log
            scheduler.schedule(this::open, Instant.now().plus(OPEN_INTERVAL));
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable whenDone) {
        running = false;
        if (!queue.isOpen()) {
            whenDone.run();
            return;
        }
        new Thread(() -> drain(whenDone), "async-drain").start();
    }

    private void drain(Runnable whenDone) {
        Duration part = grace.dividedBy(MAX_PART_FOR_REST);
        Duration rest = part.compareTo(MAX_REST) < 0 ? part : MAX_REST;
        try {
            queue.drain(grace.minus(rest), rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            whenDone.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }
}
