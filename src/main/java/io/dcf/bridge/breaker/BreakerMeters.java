package io.dcf.bridge.breaker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.GatewayException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of the breakers of one kind of calls: how many breakers are open, and how many calls were refused. */
final class BreakerMeters {

    private final Counter refused;

    /**
     * @param calls the kind of calls, as a tag
     * @param count the number of breakers in a state
     */
    BreakerMeters(MeterRegistry meters, String calls, ToDoubleFunction<State> count) {
        refused = Counter.builder("bridge.gateway.breaker.refused")
                .description("calls that a circuit breaker refused")
                .tag("calls", calls)
                .register(meters);
        for (State state : List.of(State.OPEN, State.HALF_OPEN)) {
            Gauge.builder("bridge.gateway.breaker.state", () -> count.applyAsDouble(state))
                    .description("circuit breakers in the state")
                    .tag("calls", calls)
                    .tag("state", state.name())
                    .register(meters);
        }
    }

    /** Admits a call, and counts it if it is refused. */
    Admission admitted(Supplier<Admission> admission) {
        try {
            return admission.get();
        } catch (GatewayException e) {
            refused.increment();
            throw e;
        }
    }
}
