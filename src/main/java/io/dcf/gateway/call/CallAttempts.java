package io.dcf.gateway.call;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Observes the attempts to send a call. gRPC itself retries a stream that the server refused. */
final class CallAttempts extends ClientStreamTracer.Factory {

    private volatile boolean sent;

    /** Whether the last attempt was sent; then the function may have run. */
    boolean lastWasSent() {
        return sent;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        sent = false;
        return new ClientStreamTracer() {
            @Override
            public void outboundHeaders() {
                sent = true;
            }
        };
    }
}
