package io.dcf.bridge.channel;

import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** Cancels the remaining calls shortly before the time of the graceful shutdown ends, so that the HTTP server can still send their responses. */
@Component
class ShutdownCanceller implements SmartLifecycle {

    private static final Duration MAX_TIME_FOR_RESPONSES = Duration.ofSeconds(2);
    private static final int MAX_PART_FOR_RESPONSES = 5; // a fifth of the whole time

    private final Connections connections;
    private final Duration grace;
    private final TaskScheduler scheduler;
    private volatile boolean running;

    ShutdownCanceller(
            Connections connections,
            LifecycleProperties lifecycle,
            @Qualifier("taskScheduler") TaskScheduler scheduler) {
        this.connections = connections;
        this.grace = lifecycle.getTimeoutPerShutdownPhase();
        this.scheduler = scheduler;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Is called before the HTTP server waits for requests to end. */
    @Override
    public void stop() {
        running = false;
        long forResponses = Math.min(MAX_TIME_FOR_RESPONSES.toMillis(), grace.toMillis() / MAX_PART_FOR_RESPONSES);
        scheduler.schedule(connections::end, Instant.now().plus(grace).minusMillis(forResponses));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
