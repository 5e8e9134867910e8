package io.dcf.bridge.health;

import io.dcf.bridge.breaker.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.grpc.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Health of the gateway. Probes it at most once a second, one probe at a time. */
@Component("gatewayHealthIndicator")
class GatewayHealth implements HealthIndicator {

    private static final Duration MAX_AGE = Duration.ofSeconds(1);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final GatewayProbe probe;
    private final Breakers breakers;
    private @Nullable Health last;
    private long probedAt;

    GatewayHealth(GatewayProbe probe, Breakers breakers) {
        this.probe = probe;
        this.breakers = breakers;
    }

    @Override
    public synchronized Health health() {
        if (last == null || System.nanoTime() - probedAt > MAX_AGE.toNanos()) {
            last = probe();
            probedAt = System.nanoTime();
        }
        return last;
    }

    /** Runs without a request's context: what one client sends must not affect the result for all. */
    private Health probe() {
        Context previous = Context.ROOT.attach();
        try {
            GatewayFinding found = probe.run(PROBE_TIMEOUT);
            Health.Builder health = found.answers() ? Health.up() : Health.down();
            return health.withDetail("found", found.detail())
                    .withDetail("breaker", breakers.management())
                    .withDetail("functionsWithOpenBreaker", breakers.functions(State.OPEN))
                    .build();
        } finally {
            Context.ROOT.detach(previous);
        }
    }
}
