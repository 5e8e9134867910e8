package io.dcf.bridge.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many bytes of bodies each caller holds, so that one who sends slowly leaves memory for others. */
final class ClientShares {

    private final long most;
    private final LimitMeters meters;
    private final Map<String, Long> held = new ConcurrentHashMap<>();

    ClientShares(long most, LimitMeters meters) {
        this.most = most;
        this.meters = meters;
    }

    void take(String caller, long bytes) {
        if (held.merge(caller, bytes, Long::sum) > most) {
            give(caller, bytes);
            throw meters.refuse(new LimitException(Limit.CALLER_MEMORY, most));
        }
    }

    void give(String caller, long bytes) {
        held.computeIfPresent(caller, (name, now) -> now <= bytes ? null : now - bytes);
    }

    int size() {
        return held.size();
    }
}
