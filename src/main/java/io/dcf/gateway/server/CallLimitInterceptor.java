package io.dcf.gateway.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounds the calls under way, over all connections. Checks of health always pass, so that a busy gateway is not taken for one that is down. */
final class CallLimitInterceptor implements ServerInterceptor {

    private final AtomicInteger underWay = new AtomicInteger();
    private final int max;

    CallLimitInterceptor(int max) {
        this.max = max;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata received, ServerCallHandler<Q, A> next) {
        if (isHealthCheck(String.valueOf(call.getMethodDescriptor().getBareMethodName()))) {
            return next.startCall(call, received);
        }
        if (underWay.incrementAndGet() > max) {
            underWay.decrementAndGet();
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("the gateway has " + max
                            + " calls under way, as many as bridge.embedded.limits.calls allows"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        try {
            return new Counted<>(next.startCall(call, received));
        } catch (RuntimeException e) {
            underWay.decrementAndGet();
            throw e;
        }
    }

    /** The gateway's own, or that of gRPC's health service. */
    private static boolean isHealthCheck(String method) {
        return method.equals("HealthCheck") || method.equals("Check");
    }

    /** One of its two ends comes for each call. */
    private final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

        Counted(ServerCall.Listener<Q> listener) {
            super(listener);
        }

        @Override
        public void onCancel() {
            underWay.decrementAndGet();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            underWay.decrementAndGet();
            super.onComplete();
        }
    }
}
