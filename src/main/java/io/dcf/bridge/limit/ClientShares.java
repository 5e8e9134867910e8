package io.dcf.bridge.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Limits the bytes of bodies that each client holds, so that a slow sender leaves memory for others. */
final class ClientShares {

    private final long max;
    private final LimitMeters meters;
    private final Map<String, Long> used = new ConcurrentHashMap<>();

    ClientShares(long max, LimitMeters meters) {
        this.max = max;
        this.meters = meters;
    }

    void acquire(String client, long bytes) {
        if (used.merge(client, bytes, Long::sum) > max) {
            release(client, bytes);
            throw meters.refuse(new LimitException(Limit.CALLER_MEMORY, max));
        }
    }

    void release(String client, long bytes) {
        used.computeIfPresent(client, (name, now) -> now <= bytes ? null : now - bytes);
    }

    int size() {
        return used.size();
    }
}
