package io.dcf.bridge.gateway;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives each call its deadline and the metadata of the {@link Call} it is made for. */
final class CallInterceptor implements ClientInterceptor {

    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> TRACEPARENT = key("traceparent");

    private final GatewayProperties properties;

    CallInterceptor(GatewayProperties properties) {
        this.properties = properties;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        Call call = Call.current();
        CallOptions withDeadline = options.getDeadline() != null
                ? options
                : options.withDeadlineAfter(deadline(method, call).toNanos(), TimeUnit.NANOSECONDS);
        return new SimpleForwardingClientCall<>(next.newCall(method, withDeadline)) {
            @Override
            public void start(Listener<A> listener, Metadata metadata) {
                if (call != null) {
                    metadata.put(REQUEST_ID, call.id());
                    metadata.put(TRACEPARENT, call.traceparent());
                    call.headers().forEach((name, value) -> metadata.put(key(name), value));
                }
                super.start(listener, metadata);
            }
        };
    }

    private Duration deadline(MethodDescriptor<?, ?> method, @Nullable Call call) {
        boolean runsFunction = "Invoke".equals(method.getBareMethodName());
        Duration most = runsFunction ? properties.invokeDeadline() : properties.deadline();
        Duration asked = call == null ? null : call.timeout();
        return asked == null || asked.compareTo(most) > 0 ? most : asked;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
