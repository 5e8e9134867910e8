package io.dcf.bridge.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts the attempts to send callbacks, by outcome. */
@Component
final class CallbackMeters {

    private final Counter succeeded;
    private final Counter retried;
    private final Counter failed;

    CallbackMeters(MeterRegistry registry) {
        succeeded = counter(registry, "succeeded");
        retried = counter(registry, "retried");
        failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("bridge.async.callbacks")
                .description("attempts to send callbacks; a failed one is the last of its callback")
                .tag("outcome", outcome)
                .register(registry);
    }

    void succeeded() {
        succeeded.increment();
    }

    void retried() {
        retried.increment();
    }

    void failed() {
        failed.increment();
    }
}
