package io.dcf.bridge.limit;

import java.util.concurrent.atomic.AtomicLong;

/** A counter with a maximum. It never waits: an amount is acquired at once, or refused. */
final class Limiter {

    private final Limit limit;
    private final long max;
    private final LimitMeters meters;
    private final AtomicLong used = new AtomicLong();

    Limiter(Limit limit, long max, LimitMeters meters) {
        this.limit = limit;
        this.max = max;
        this.meters = meters;
        meters.register(this);
    }

    void acquire(long amount) {
        long before;
        do {
            before = used.get();
            if (before + amount > max) {
                throw refusal();
            }
        } while (!used.compareAndSet(before, before + amount));
    }

    void release(long amount) {
        used.addAndGet(-amount);
    }

    /** Throws unless the amount is free at this moment. Acquires nothing. */
    void require(long amount) {
        if (used.get() + amount > max) {
            throw refusal();
        }
    }

    private LimitException refusal() {
        return meters.refuse(new LimitException(limit, max));
    }

    Limit limit() {
        return limit;
    }

    long max() {
        return max;
    }

    long used() {
        return used.get();
    }
}
