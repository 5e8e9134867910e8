package io.dcf.bridge.async;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Counts the attempts of asynchronous invocations on this bridge, by how they ended. All counters begin at 0, so that an increase shows the first. */
@Component
class AttemptMeters {

    private final Map<String, Counter> counters;

    AttemptMeters(MeterRegistry meters) {
        counters = Stream.of("succeeded", "failed", "retried", "cancelled", "postponed", "returned")
                .collect(Collectors.toMap(Function.identity(), outcome -> counter(meters, outcome)));
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("bridge.async.attempts")
                .description("attempts of asynchronous invocations, by outcome")
                .tag("outcome", outcome)
                .register(meters);
    }

    /** @param outcome succeeded, failed, retried, cancelled, postponed because of a limit, or returned by a bridge that stops */
    void count(String outcome) {
        Objects.requireNonNull(counters.get(outcome), outcome).increment();
    }
}
