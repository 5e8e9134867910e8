package io.dcf.bridge.stream;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Tells streams that time passes. One thread serves them all, so what it calls must not block. */
@Component
class StreamClock implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(StreamClock.class);

    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, new CustomizableThreadFactory("stream-clock-"));

    StreamClock() {
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Calls again and again, until the future is cancelled. */
    Future<?> every(Duration period, Runnable task) {
        Runnable safely = () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a stream could not be looked after", e);
            }
        };
        return clock.scheduleAtFixedRate(safely, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void destroy() {
        clock.shutdownNow();
    }
}
