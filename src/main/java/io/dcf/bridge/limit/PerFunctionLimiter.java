package io.dcf.bridge.limit;

import io.dcf.bridge.function.FunctionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits the concurrent requests of each function. Clients can invent names, so a name is kept only while it has
 * requests.
 */
final class PerFunctionLimiter {

    private final int max;
    private final LimitMeters meters;
    private final Map<FunctionName, Integer> used = new ConcurrentHashMap<>();

    PerFunctionLimiter(int max, LimitMeters meters) {
        this.max = max;
        this.meters = meters;
    }

    void acquire(FunctionName function) {
        if (used.merge(function, 1, Integer::sum) > max) {
            release(function);
            throw meters.refuse(new LimitException(Limit.FUNCTION_REQUESTS, max));
        }
    }

    void release(FunctionName function) {
        used.computeIfPresent(function, (name, count) -> count == 1 ? null : count - 1);
    }

    int used(FunctionName function) {
        return used.getOrDefault(function, 0);
    }

    int size() {
        return used.size();
    }
}
