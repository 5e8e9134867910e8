package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.bridge.gateway.GatewayException.Fault;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.Message;
import io.grpc.Context;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
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
        Empty request = Empty.getDefaultInstance();
        try {
            probe(request).get();
            return Health.up().build();
        } catch (ExecutionException e) {
            GatewayException failure = GatewayFailures.of("HealthCheck", request.getSerializedSize(), e);
            // A gateway that lacks the method has answered, so it is there.
            return failure.code() == Status.Code.UNIMPLEMENTED && failure.fault() == Fault.GATEWAY
                    ? Health.up().withDetail("healthCheck", "not implemented").build()
                    : Health.down().withDetail("code", failure.code().name()).build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }

    /** For nobody's call: what a caller sends along must not decide an answer that is kept for all. */
    private ListenableFuture<Message> probe(Empty request) {
        Context previous = Context.ROOT.attach();
        try {
            return stub.withDeadlineAfter(PATIENCE).healthCheck(request);
        } finally {
            Context.ROOT.detach(previous);
        }
    }
}
