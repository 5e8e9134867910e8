package io.dcf.bridge.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Measures refusals, and the use of each limit. */
@Component
public class LimitMeters {

    private final MeterRegistry meters;
    private final Map<Limit, Counter> refused;

    LimitMeters(MeterRegistry meters) {
        this.meters = meters;
        this.refused = Arrays.stream(Limit.values()).collect(Collectors.toMap(Function.identity(), this::counter));
    }

    private Counter counter(Limit limit) {
        return Counter.builder("bridge.limits.refused")
                .description("requests that a limit refused")
                .tag("limit", limit.label())
                .register(meters);
    }

    /** Counts the refusal, and returns it. */
    LimitException refuse(LimitException refusal) {
        Counter counter = refused.get(refusal.limit());
        if (counter != null) {
            counter.increment();
        }
        return refusal;
    }

    void register(Limiter limiter) {
        Gauge.builder("bridge.limits.used", limiter, Limiter::used)
                .description("current use of the limit")
                .tag("limit", limiter.limit().label())
                .register(meters);
        Gauge.builder("bridge.limits.capacity", limiter, Limiter::max)
                .description("value of the limit")
                .tag("limit", limiter.limit().label())
                .register(meters);
    }
}
