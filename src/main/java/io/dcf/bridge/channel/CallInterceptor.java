package io.dcf.bridge.channel;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.FailureTrailers;
import io.dcf.bridge.call.Redaction;
import io.dcf.bridge.call.TraceParent;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Deadline;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gives each call its deadline and the metadata of the {@link CallContext} it is made for. */
public final class CallInterceptor implements ClientInterceptor {

    static final Metadata.Key<String> TRACEPARENT = key(TraceParent.NAME);
    private static final Metadata.Key<String> REQUEST_ID = key("x-request-id");
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

    private final GatewayProperties properties;
    private final WaitingCalls waiting;
    private final LastResponse answers;
    private final Connections connections;
    /** By name; what crosses is named by the settings and by the bridge, so that they are few. */
    private final Map<String, Metadata.Key<String>> keys = new ConcurrentHashMap<>();

    CallInterceptor(GatewayProperties properties, WaitingCalls waiting, LastResponse answers, Connections connections) {
        this.answers = answers;
        this.connections = connections;
        this.properties = properties;
        this.waiting = waiting;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        CallContext call = CallContext.current();
        return new EndingCall<>(next.newCall(method, withDeadline(method, options, call))) {
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
                super.start(new LocalFailures<>(listener, this, call), metadata);
            }
        };
    }

    /**
     * A call that gives back its HTTP/2 stream when it has failed. gRPC keeps the stream, and what it had to carry, where the gateway refuses a large
     * request without reading it to its end.
     */
    private abstract static class EndingCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

        private volatile boolean sent;
        private volatile boolean failed;

        EndingCall(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        public void halfClose() {
            super.halfClose();
            sent = true;
            release();
        }

        void fail() {
            failed = true;
            release();
        }

        /** Not before all is handed over: a call that is cancelled takes no message. */
        private void release() {
            if (sent && failed) {
                cancel("it has failed", null);
            }
        }
    }

    /** What is allowed by the settings or asked for by the caller, whichever is sooner. */
    private CallOptions withDeadline(MethodDescriptor<?, ?> method, CallOptions options, @Nullable CallContext call) {
        String name = String.valueOf(method.getBareMethodName());
        Duration most = name.startsWith("Invoke") ? properties.invokeDeadline() : properties.deadline();
        Deadline allowed = Deadline.after(most.toNanos(), TimeUnit.NANOSECONDS);
        Deadline asked = call == null || call.deadline() == null
                ? allowed
                : call.deadline().minimum(allowed);
        Deadline own = options.getDeadline();
        return options.withDeadline(own == null ? asked : own.minimum(asked)).withStreamTracerFactory(waiting);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Marks a failure that no gateway sent: the codes are the same, what they mean is not. */
    private final class LocalFailures<A> extends SimpleForwardingClientCallListener<A> {

        private final EndingCall<?, A> call;
        private final @Nullable CallContext asked;
        private final long start = System.nanoTime();
        private boolean answered;

        LocalFailures(ClientCall.Listener<A> listener, EndingCall<?, A> call, @Nullable CallContext asked) {
            super(listener);
            this.call = call;
            this.asked = asked;
        }

        @Override
        public void onHeaders(Metadata headers) {
            answered = true;
            answers.note(headers);
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.getCode() == Status.Code.UNAVAILABLE && connections.hasEnded()) {
                FailureTrailers.markShutdown(trailers);
            } else if (!status.isOk() && !answered && trailers.keys().isEmpty()) {
                FailureTrailers.markLocal(trailers);
            }
            if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !answers.anySince(start)) {
                connections.doubt(start);
            }
            if (status.isOk()) {
                super.onClose(status, trailers);
                return;
            }
            answers.noteFailure(trailers);
            call.fail();
            super.onClose(FailureTrailers.isLocal(trailers) ? status : withoutSecrets(status, trailers), trailers);
        }

        /** Neither logs nor callers see them. */
        private Status withoutSecrets(Status status, Metadata trailers) {
            SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            List<String> secrets = Redaction.secrets(properties.address(), properties.token(), peer, asked);
            FailureTrailers.addSecrets(trailers, secrets);
            String text = status.getDescription();
            return text == null ? status : status.withDescription(Redaction.hide(text, secrets));
        }
    }
}
