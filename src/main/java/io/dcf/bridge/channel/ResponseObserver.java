package io.dcf.bridge.channel;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.FailureTrailers;
import io.dcf.bridge.call.Redaction;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Observes the responses to calls: notes when the gateway last responded, renews silent connections, marks failures that no gateway
 * sent, whose codes have another meaning, and removes secrets from failures.
 */
final class ResponseObserver {

    private final GatewayProperties properties;
    private final LastResponse lastResponse;
    private final Connections connections;

    ResponseObserver(GatewayProperties properties, LastResponse lastResponse, Connections connections) {
        this.properties = properties;
        this.lastResponse = lastResponse;
        this.connections = connections;
    }

    /** The listener of a call that starts now. */
    <A> ClientCall.Listener<A> observed(
            ClientCall.Listener<A> listener, StreamReleasingCall<?, A> call, @Nullable CallContext context) {
        return new Observed<>(listener, call, context);
    }

    private final class Observed<A> extends SimpleForwardingClientCallListener<A> {

        private final StreamReleasingCall<?, A> call;
        private final @Nullable CallContext context;
        private final long start = System.nanoTime();
        private boolean answered;

        Observed(ClientCall.Listener<A> listener, StreamReleasingCall<?, A> call, @Nullable CallContext context) {
            super(listener);
            this.call = call;
            this.context = context;
        }

        @Override
        public void onHeaders(Metadata headers) {
            answered = true;
            lastResponse.note(headers);
            super.onHeaders(headers);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (status.getCode() == Status.Code.UNAVAILABLE && connections.hasEnded()) {
                FailureTrailers.markShutdown(trailers);
            } else if (!status.isOk() && !answered && trailers.keys().isEmpty()) {
                FailureTrailers.markLocal(trailers);
            }
            if (status.getCode() == Status.Code.DEADLINE_EXCEEDED && !lastResponse.anySince(start)) {
                connections.renewIfSilent(start);
            }
            if (status.isOk()) {
                super.onClose(status, trailers);
                return;
            }
            lastResponse.noteFailure(trailers);
            call.fail();
            super.onClose(FailureTrailers.isLocal(trailers) ? status : withoutSecrets(status, trailers), trailers);
        }

        /** Neither logs nor clients see secrets. */
        private Status withoutSecrets(Status status, Metadata trailers) {
            SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            List<String> secrets = Redaction.secrets(properties.address(), properties.token(), peer, context);
            FailureTrailers.addSecrets(trailers, secrets);
            String text = status.getDescription();
            return text == null ? status : status.withDescription(Redaction.hide(text, secrets));
        }
    }
}
