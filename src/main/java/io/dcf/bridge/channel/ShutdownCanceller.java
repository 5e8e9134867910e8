package io.dcf.bridge.channel;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the calls that are still under way when the bridge, which stops, has hardly any time left for them: callers are told so
 * while there is a server to tell them.
 */
@Component
class ShutdownCanceller implements SmartLifecycle, DisposableBean {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final int LARGEST_PART = 5; // of all the time that there is

    private final Connections connections;
    private final Duration grace;
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("last-calls-"));

    ShutdownCanceller(Connections connections, LifecycleProperties lifecycle) {
        this.connections = connections;
        this.grace = lifecycle.getTimeoutPerShutdownPhase();
    }

    @Override
    public void start() {
        // calls may be made
    }

    /** Before the HTTP server, which waits for requests to end. */
    @Override
    public void stop() {
        long lastWords = Math.min(LAST_WORDS.toMillis(), grace.toMillis() / LARGEST_PART);
        clock.schedule(connections::end, grace.toMillis() - lastWords, TimeUnit.MILLISECONDS);
    }

    /** When there is nobody left to be told. */
    @Override
    public void destroy() {
        clock.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return !clock.isShutdown();
    }
}
