package io.dcf.bridge.channel;

import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts calls that wait for a connection, or for a free stream of one. */
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

        private final AtomicBoolean done = new AtomicBoolean();

        @Override
        public void outboundHeaders() {
            end();
        }

        @Override
        public void streamClosed(Status status) {
            end();
        }

        private void end() {
            if (done.compareAndSet(false, true)) {
                waiting.decrementAndGet();
            }
        }
    }
}
