package io.dcf.gateway.service;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Gives each call its {@link HttpMetadata}, and adds what that holds to the headers of the reply. */
public final class HttpMetadataInterceptor implements ServerInterceptor {

    /** Maximum size of a call's metadata in bytes: all headers of an HTTP request in base64, and the rest. */
    public static final int MAX_METADATA = 32 << 10;

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata received, ServerCallHandler<Q, A> next) {
        HttpMetadata http = new HttpMetadata(received);
        ServerCall<Q, A> extended = new ExtendedCall<>(call, http);
        http.onSend(() -> extended.sendHeaders(new Metadata()));
        return Contexts.interceptCall(Context.current().withValue(HttpMetadata.KEY, http), extended, received, next);
    }

    private static final class ExtendedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

        private final HttpMetadata http;
        private boolean sent;

        ExtendedCall(ServerCall<Q, A> call, HttpMetadata http) {
            super(call);
            this.http = http;
        }

        /** Does nothing the second time: gRPC sends the headers with the first message and does not know that they were sent. */
        @Override
        public void sendHeaders(Metadata headers) {
            if (!sent) {
                sent = true;
                http.addTo(headers);
                super.sendHeaders(headers);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            if (!sent) {
                trailers.put(HttpMetadata.ANNOUNCEMENT, "1");
            }
            super.close(status, trailers);
        }
    }
}
