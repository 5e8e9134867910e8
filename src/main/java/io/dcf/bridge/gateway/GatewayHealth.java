package io.dcf.bridge.gateway;

import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether the gateway answers HealthCheck; asks at most once in two seconds, one caller at a time. */
@Component("gatewayHealthIndicator")
class GatewayHealth implements HealthIndicator {

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final GatewayFutureStub stub;
    private @Nullable Health last;
    private long askedAt;

    GatewayHealth(GatewayFutureStub stub) {
        this.stub = stub;
    }

    @Override
    public synchronized Health health() {
        if (last == null || System.nanoTime() - askedAt > FRESH.toNanos()) {
            last = ask();
            askedAt = System.nanoTime();
        }
        return last;
    }

    private Health ask() {
        try {
            stub.withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .healthCheck(Empty.getDefaultInstance())
                    .get();
            return Health.up().build();
        } catch (ExecutionException e) {
            Status status = Status.fromThrowable(e.getCause());
            // A gateway that lacks the method has answered, so it is there.
            return status.getCode() == Status.Code.UNIMPLEMENTED && e.getCause() instanceof StatusRuntimeException
                    ? Health.up().withDetail("healthCheck", "not implemented").build()
                    : Health.down().withDetail("code", status.getCode().name()).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }
}
