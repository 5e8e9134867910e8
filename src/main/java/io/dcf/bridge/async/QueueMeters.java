package io.dcf.bridge.async;

import io.dcf.bridge.queue.InvocationState;
import io.dcf.bridge.queue.QueueDepth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Gauges of the queue. One query serves all of them, when they are read, and at most every 5 seconds. All bridges of a queue show the same. */
@Component
class QueueMeters {

    private static final Logger log = LoggerFactory.getLogger(QueueMeters.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final double MILLIS_PER_SECOND = 1000;

    private final InvocationQueue queue;
    private QueueDepth depth = QueueDepth.EMPTY;
    private long readAt = System.nanoTime() - INTERVAL_NANOS;

    QueueMeters(InvocationQueue queue, MeterRegistry meters) {
        this.queue = queue;
        for (InvocationState state : InvocationState.values()) {
            Gauge.builder(
                            "bridge.async.invocations",
                            () -> depth().invocations().getOrDefault(state, 0L))
                    .description("asynchronous invocations that are kept, by state")
                    .tag("state", state.text())
                    .register(meters);
        }
        Gauge.builder("bridge.async.oldest.queued", () -> depth().oldest().toMillis() / MILLIS_PER_SECOND)
                .description("how long the oldest queued invocation has been due")
                .baseUnit("seconds")
                .register(meters);
    }

    private synchronized QueueDepth depth() {
        if (System.nanoTime() - readAt >= INTERVAL_NANOS) {
            readAt = System.nanoTime();
            try {
                depth = queue.depth();
            } catch (DataAccessException e) {
                log.debug("The database of asynchronous invocations does not answer", e);
            }
        }
        return depth;
    }
}
