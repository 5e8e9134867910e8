package io.dcf.bridge.management;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.MessageLite;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Replies;
import io.dcf.bridge.channel.GatewayProperties;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.function.BiFunction;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.stereotype.Component;

/** Makes unary calls, through the circuit breaker of management calls, and waits for their replies. */
@Component
class ManagementCalls {

    /** Only for reads; changes are not repeated. */
    private static final RetryTemplate READ_RETRIES = new RetryTemplate(RetryPolicy.builder()
            .maxRetries(2)
            .delay(Duration.ofMillis(150))
            .multiplier(2)
            .jitter(Duration.ofMillis(75))
            .predicate(ManagementCalls::isRetried)
            .build());

    private final GatewayFutureStub stub;
    private final GatewayProperties properties;
    private final Breakers breakers;

    ManagementCalls(GatewayFutureStub stub, GatewayProperties properties, Breakers breakers) {
        this.stub = stub;
        this.properties = properties;
        this.breakers = breakers;
    }

    /** Makes a call that changes something, once. */
    <Q extends MessageLite, A> A change(
            String method, Q request, BiFunction<GatewayFutureStub, Q, ListenableFuture<A>> call) {
        return call(stub, method, request, call);
    }

    /** Makes a call that changes nothing. Repeats it if it reached no gateway; one deadline applies to all attempts. */
    <Q extends MessageLite, A> A read(
            String method, Q request, BiFunction<GatewayFutureStub, Q, ListenableFuture<A>> call) {
        GatewayFutureStub withDeadline = stub.withDeadlineAfter(properties.deadline());
        return READ_RETRIES.invoke(() -> call(withDeadline, method, request, call));
    }

    private <Q extends MessageLite, A> A call(
            GatewayFutureStub on,
            String method,
            Q request,
            BiFunction<GatewayFutureStub, Q, ListenableFuture<A>> call) {
        return ReplyMemory.hold(breakers.call(method, () -> Replies.await(method, request, call.apply(on, request))));
    }

    private static boolean isRetried(Throwable failure) {
        return failure instanceof GatewayException refused
                && refused.code() == Code.UNAVAILABLE
                && refused.fault() == Fault.GATEWAY
                && refused.retryAfter() == null;
    }
}
