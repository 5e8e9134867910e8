package io.dcf.bridge.channel;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls that are not on their way yet: they wait for a connection, or for the gateway to allow one more by it. */
final class WaitingCalls extends ClientStreamTracer.Factory {

    private final AtomicInteger waiting = new AtomicInteger();

    int count() {
        return waiting.get();
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        waiting.incrementAndGet();
        return new Waiting();
    }

    private final class Waiting extends ClientStreamTracer {

        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public void outboundHeaders() {
            leave();
        }

        @Override
        public void streamClosed(Status status) {
            leave();
        }

        private void leave() {
            if (left.compareAndSet(false, true)) {
                waiting.decrementAndGet();
            }
        }
    }
}
