package io.dcf.gateway.container;

import java.time.Duration;

/** The interval between two passes over a function: short after a change, and longer the longer the function takes to settle. */
final class ReconcileBackoff {

    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(5);

    /** The interval is the age of the last change divided by this. */
    private static final int AGE_DIVISOR = 20;

    private volatile long changedAt = System.nanoTime();

    /** Notes a change, after which the state is expected to move soon. */
    void restart() {
        changedAt = System.nanoTime();
    }

    /** @param settled whether all containers are as they should be */
    Duration interval(boolean settled) {
        Duration interval = Duration.ofNanos((System.nanoTime() - changedAt) / AGE_DIVISOR);
        if (settled || interval.compareTo(MAX_INTERVAL) > 0) {
            return MAX_INTERVAL;
        }
        return interval.compareTo(MIN_INTERVAL) < 0 ? MIN_INTERVAL : interval;
    }
}
