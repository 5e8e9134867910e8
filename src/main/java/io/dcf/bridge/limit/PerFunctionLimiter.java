package io.dcf.bridge.limit;

import io.dcf.bridge.function.FunctionName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests there are for each function. Callers make up names: what has none is not kept. */
final class PerFunctionLimiter {

    private final int most;
    private final LimitMeters meters;
    private final Map<FunctionName, Integer> used = new ConcurrentHashMap<>();

    PerFunctionLimiter(int most, LimitMeters meters) {
        this.most = most;
        this.meters = meters;
    }

    void take(FunctionName function) {
        if (used.merge(function, 1, Integer::sum) > most) {
            give(function);
            throw meters.refuse(new LimitException(Limit.FUNCTION_REQUESTS, most));
        }
    }

    void give(FunctionName function) {
        used.computeIfPresent(function, (name, count) -> count == 1 ? null : count - 1);
    }

    int size() {
        return used.size();
    }
}
