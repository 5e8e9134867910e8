package io.dcf.gateway.server;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicInteger;

/** Limits the calls in flight over all connections. Health checks always pass, so that a busy gateway does not look down. */
final class CallLimitInterceptor implements ServerInterceptor {

    private final AtomicInteger inFlight = new AtomicInteger();
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
        if (inFlight.incrementAndGet() > max) {
            inFlight.decrementAndGet();
            call.close(
                    Status.RESOURCE_EXHAUSTED.withDescription("the gateway has " + max
                            + " calls in flight, the limit of bridge.embedded.limits.calls; retry later"),
                    new Metadata());
            return new ServerCall.Listener<>() {};
        }
        try {
            return new Counted<>(next.startCall(call, received));
        } catch (RuntimeException e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    /** Of the gateway's own services, or of gRPC's health service. */
    private static boolean isHealthCheck(String method) {
        return method.equals("HealthCheck") || method.equals("Check");
    }

    /** Counts the call until it ends; gRPC calls exactly one of the two methods. */
    private final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {

        Counted(ServerCall.Listener<Q> listener) {
            super(listener);
        }

        @Override
        public void onCancel() {
            inFlight.decrementAndGet();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            inFlight.decrementAndGet();
            super.onComplete();
        }
    }
}
