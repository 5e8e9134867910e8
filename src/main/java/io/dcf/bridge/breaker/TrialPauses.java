package io.dcf.bridge.breaker;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The pauses of an open breaker until a trial call. Each is twice as long as the one before it, up to a limit. */
final class TrialPauses implements IntervalFunction {

    private static final int MAX_FACTOR = 5;

    private final long first;
    private volatile long trialAt = System.nanoTime();

    TrialPauses(Duration first) {
        this.first = first.toMillis();
    }

    /** Begins the pause after this number of attempts; in milliseconds. */
    @Override
    public Long apply(Integer attempts) {
        long current = first * Math.min(MAX_FACTOR, 1L << Math.min(attempts - 1, MAX_FACTOR));
        trialAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(current);
        return current;
    }

    /** The time until the next trial call; at least a nanosecond. */
    Duration left() {
        return Duration.ofNanos(Math.max(1, trialAt - System.nanoTime()));
    }
}
