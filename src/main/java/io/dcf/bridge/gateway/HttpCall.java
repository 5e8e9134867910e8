package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.AbstractFuture;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call that carries one HTTP request to a function and its answer back. As a future it is done once the answer is there or, where that
 * comes in pieces, its head; it is cancelled with the future.
 */
final class HttpCall extends AbstractFuture<FunctionOutput> {

    /** What comes of an answer in pieces. */
    sealed interface Event {
        record Piece(byte[] bytes) implements Event {}

        record End(Status status, Metadata trailers) implements Event {}
    }

    private static final byte[] NOTHING = {};

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final HttpRequestHead request;
    private final long maxWhole;
    private final Semaphore ready = new Semaphore(0);
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean pieceIsAskedFor = true;
    private volatile boolean closed;

    /** @param maxWhole up to how many bytes an answer whose length is known is collected */
    HttpCall(ClientCall<InvokeServiceRequest, byte[]> call, HttpRequestHead request, long maxWhole) {
        this.call = call;
        this.request = request;
        this.maxWhole = maxWhole;
    }

    void start() {
        call.start(new Reply(), request.metadata());
        call.request(1);
    }

    /** Waits until the gateway takes more, or answers, for a while; returns whether it does. */
    boolean awaitReady(long millis) throws InterruptedException {
        return call.isReady() || isAnswered() || ready.tryAcquire(millis, TimeUnit.MILLISECONDS) && call.isReady();
    }

    /** Whether no more of the request is wanted. */
    boolean isAnswered() {
        return closed || isDone();
    }

    void send(InvokeServiceRequest piece) {
        call.sendMessage(piece);
    }

    void endRequest() {
        call.halfClose();
    }

    /** Waits for a piece of an answer that comes in pieces, or its end, for a while; null where nothing comes. */
    @Nullable
    Event next(long millis) throws InterruptedException {
        if (!pieceIsAskedFor) {
            pieceIsAskedFor = true;
            call.request(1);
        }
        Event event = events.poll(millis, TimeUnit.MILLISECONDS);
        pieceIsAskedFor = event == null;
        return event;
    }

    void cancel() {
        call.cancel("the caller does not wait any more", null);
    }

    @Override
    protected void afterDone() {
        if (isCancelled()) {
            cancel();
        }
    }

    private final class Reply extends ClientCall.Listener<byte[]> {

        private final HttpAnswerHead head = new HttpAnswerHead();
        private final ByteArrayOutputStream all = new ByteArrayOutputStream(0);
        private byte @Nullable [] first;
        private boolean inPieces;

        @Override
        public void onHeaders(Metadata received) {
            head.read(received);
            inPieces = head.isInPieces(request, maxWhole);
            if (inPieces) {
                complete(NOTHING);
            }
            ready.release();
        }

        private void complete(byte[] bytes) {
            GatewayException failure = head.failure();
            if (failure == null) {
                set(head.output(bytes, inPieces));
            } else {
                setException(failure);
                call.cancel("the answer is none", null);
            }
        }

        @Override
        public void onMessage(byte[] received) {
            if (inPieces) {
                events.add(new Event.Piece(received));
                return;
            }
            if (first == null) {
                first = received;
            } else {
                join(first, received);
            }
            long size = Math.max(received.length, all.size());
            if (size > maxWhole) {
                setException(GatewayFailures.tooLarge(size, maxWhole));
                call.cancel("the output is too large", null);
            } else {
                call.request(1);
            }
        }

        private void join(byte[] before, byte[] received) {
            if (all.size() == 0) {
                all.writeBytes(before);
            }
            all.writeBytes(received);
        }

        @Override
        public void onReady() {
            ready.release();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            closed = true;
            if (inPieces) {
                events.add(new Event.End(status, trailers));
            } else if (!status.isOk()) {
                setException(status.asRuntimeException(trailers));
            } else {
                complete(all.size() > 0 ? all.toByteArray() : first == null ? NOTHING : first);
            }
            ready.release();
        }
    }
}
