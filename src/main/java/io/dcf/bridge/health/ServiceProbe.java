package io.dcf.bridge.health;

import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Replies;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls what changes nothing, HealthCheck and List, under one name of the gateway's service.
 *
 * @param name the name of the service
 * @param stub calls the service under this name
 */
record ServiceProbe(String name, GatewayFutureStub stub) {

    private static final Empty EMPTY = Empty.getDefaultInstance();

    /** Returns what the gateway replies, or throws a {@link GatewayException}. */
    String healthCheck(Duration timeout) {
        return Replies.await(
                        "HealthCheck", EMPTY, stub.withDeadlineAfter(timeout).healthCheck(EMPTY))
                .getMsg();
    }

    /** Whether HealthCheck or List succeeds. */
    boolean answers(Duration timeout) {
        return failure("HealthCheck", stub.withDeadlineAfter(timeout).healthCheck(EMPTY)) == null
                || failureOfList(timeout) == null;
    }

    /** Whether the gateway has the method List, even if it fails. */
    boolean hasList(Duration timeout) {
        GatewayException failure = failureOfList(timeout);
        return failure == null || failure.code() != Code.UNIMPLEMENTED;
    }

    private @Nullable GatewayException failureOfList(Duration timeout) {
        return failure("List", stub.withDeadlineAfter(timeout).list(EMPTY));
    }

    private static @Nullable GatewayException failure(String method, ListenableFuture<?> call) {
        try {
            Replies.await(method, EMPTY, call);
            return null;
        } catch (GatewayException e) {
            return e;
        }
    }
}
