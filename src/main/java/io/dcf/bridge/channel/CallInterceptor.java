package io.dcf.bridge.channel;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Adds to each call its deadline and the metadata of its {@link CallContext}. */
public final class CallInterceptor implements ClientInterceptor {

    static final Metadata.Key<String> TRACEPARENT = key(TraceParent.NAME);
    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

    private final GatewayProperties properties;
    private final WaitingCalls waiting;
    private final ResponseObserver responses;
    /** By name. The names are those of settings and of the bridge, so there are few. */
    private final Map<String, Metadata.Key<String>> keys = new ConcurrentHashMap<>();

    CallInterceptor(GatewayProperties properties, WaitingCalls waiting, ResponseObserver responses) {
        this.properties = properties;
        this.waiting = waiting;
        this.responses = responses;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        CallContext call = CallContext.current();
        return new StreamReleasingCall<>(next.newCall(method, withDeadline(method, options, call))) {
            @Override
            public void start(Listener<A> listener, Metadata metadata) {
                if (call != null) {
                    metadata.put(REQUEST_ID, call.id());
                    metadata.put(TRACEPARENT, call.trace().toString());
                    call.headers()
                            .forEach((name, value) ->
                                    metadata.put(keys.computeIfAbsent(name, CallInterceptor::key), value));
                }
                if (!properties.token().isEmpty()) {
                    metadata.put(AUTHORIZATION, "Bearer " + properties.token());
                }
                super.start(responses.observed(listener, this, call), metadata);
            }
        };
    }

    /** The deadline of the settings or of the client, whichever is earlier. */
    private CallOptions withDeadline(MethodDescriptor<?, ?> method, CallOptions options, @Nullable CallContext call) {
        String name = String.valueOf(method.getBareMethodName());
        Duration limit = name.startsWith("Invoke") ? properties.invokeDeadline() : properties.deadline();
        Deadline own = Deadline.after(limit.toNanos(), TimeUnit.NANOSECONDS);
        Deadline sooner =
                call == null || call.deadline() == null ? own : call.deadline().minimum(own);
        Deadline stubs = options.getDeadline();
        return options.withDeadline(stubs == null ? sooner : stubs.minimum(sooner))
                .withStreamTracerFactory(waiting);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
