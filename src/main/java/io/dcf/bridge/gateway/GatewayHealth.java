package io.dcf.bridge.gateway;

import io.dcf.bridge.function.GatewayFinding;
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
    private @Nullable Health last;
    private long askedAt;

    GatewayHealth(GatewayProbe probe) {
        this.probe = probe;
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
            return health.withDetail("found", found.detail()).build();
        } finally {
            Context.ROOT.detach(previous);
        }
    }
}
