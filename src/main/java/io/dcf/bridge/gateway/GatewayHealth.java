package io.dcf.bridge.gateway;

import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.function.GatewayFinding;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.grpc.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether a gateway answers; asks at most once a second, and one question at a time. */
@Component("gatewayHealthIndicator")
class GatewayHealth implements HealthIndicator {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final GatewayProbe probe;
    private final Breakers breakers;
    private @Nullable Health last;
    private long askedAt;

    GatewayHealth(GatewayProbe probe, Breakers breakers) {
        this.probe = probe;
        this.breakers = breakers;
    }

    @Override
    public synchronized Health health() {
        if (last == null || System.nanoTime() - askedAt > FRESH.toNanos()) {
            last = ask();
            askedAt = System.nanoTime();
        }
        return last;
    }

    /** For nobody's call: what a caller sends along must not decide an answer that is kept for all. */
    private Health ask() {
        Context previous = Context.ROOT.attach();
        try {
            GatewayFinding found = probe.look(PATIENCE);
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
