package io.dcf.bridge.breaker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.function.FunctionName;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The breakers of functions. A breaker is created at the first failure that counts, so that most invocations find none. */
final class FunctionBreakers {

    /** Clients can invent names; Caffeine keeps those that are used often. */
    private static final int MAX_FUNCTIONS = 1000;

    private static final Duration EXPIRY = Duration.ofMinutes(5);

    private final Cache<String, Breaker> byName = Caffeine.newBuilder()
            .maximumSize(MAX_FUNCTIONS)
            .expireAfterAccess(EXPIRY)
            .executor(Runnable::run)
            .build();

    private final Function<String, Breaker> factory;

    /** @param factory creates the breaker of a function */
    FunctionBreakers(Function<String, Breaker> factory) {
        this.factory = factory;
    }

    /** Lets an invocation through, or throws the {@code GatewayException} of the refusal. */
    Admission admit(String method, FunctionName function, boolean hurried) {
        Breaker breaker = byName.getIfPresent(function.value());
        return breaker == null ? failure -> ended(function.value(), failure, hurried) : breaker.admit(method, hurried);
    }

    /** Counts an invocation that found no breaker. */
    private void ended(String function, @Nullable Throwable failure, boolean hurried) {
        BreakerVerdict verdict = BreakerVerdict.of(failure, hurried);
        if (verdict == BreakerVerdict.DOWN) {
            byName.get(function, factory).count(failure);
        } else if (verdict == BreakerVerdict.UP) {
            Breaker created = byName.getIfPresent(function);
            if (created != null) {
                created.count(null);
            }
        }
    }

    /** The breakers that are open or half-open, sorted by function. */
    List<BreakerStatus> notClosed() {
        return new TreeMap<>(byName.asMap())
                .entrySet().stream()
                        .filter(entry -> entry.getValue().state() == State.OPEN
                                || entry.getValue().state() == State.HALF_OPEN)
                        .map(entry -> entry.getValue().status(entry.getKey()))
                        .toList();
    }

    /** The number of functions whose breaker is in the state. */
    long count(State state) {
        return byName.asMap().values().stream()
                .filter(breaker -> breaker.state() == state)
                .count();
    }
}
