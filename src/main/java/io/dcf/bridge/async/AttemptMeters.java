package io.dcf.bridge.async;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the attempts of asynchronous invocations on this bridge, by how they ended. */
@Component
class AttemptMeters {

    private final MeterRegistry meters;

    AttemptMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** @param outcome succeeded, failed, retried, cancelled, postponed because of a limit, or returned by a bridge that stops */
    void count(String outcome) {
        Counter.builder("bridge.async.attempts")
                .description("attempts of asynchronous invocations, by outcome")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
