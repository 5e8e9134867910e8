package io.dcf.bridge.channel;

import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;

/**
 * A call that releases its HTTP/2 stream when it has failed. If the gateway refuses a large request without reading all of it, gRPC keeps
 * the stream and the unsent bytes. Remove when: gRPC cancels such streams itself.
 */
abstract class StreamReleasingCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

    private volatile boolean sent;
    private volatile boolean failed;

    StreamReleasingCall(ClientCall<Q, A> call) {
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

    /** Waits until all messages are handed over, since a cancelled call accepts none. */
    private void release() {
        if (sent && failed) {
            cancel("the call has failed", null);
        }
    }
}
