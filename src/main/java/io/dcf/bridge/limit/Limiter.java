package io.dcf.bridge.limit;

import java.util.concurrent.atomic.AtomicLong;

/** So much, and no more: taken at once or not at all, never waited for. */
final class Limiter {

    private final Limit limit;
    private final long most;
    private final LimitMeters meters;
    private final AtomicLong used = new AtomicLong();

    Limiter(Limit limit, long most, LimitMeters meters) {
        this.limit = limit;
        this.most = most;
        this.meters = meters;
        meters.show(this);
    }

    void take(long amount) {
        long before;
        do {
            before = used.get();
            if (before + amount > most) {
                throw refusal();
            }
        } while (!used.compareAndSet(before, before + amount));
    }

    void give(long amount) {
        used.addAndGet(-amount);
    }

    /** Throws unless so much is free at this moment; takes nothing. */
    void require(long amount) {
        if (used.get() + amount > most) {
            throw refusal();
        }
    }

    private LimitException refusal() {
        return meters.refuse(new LimitException(limit, most));
    }

    Limit limit() {
        return limit;
    }

    long most() {
        return most;
    }

    long used() {
        return used.get();
    }
}
