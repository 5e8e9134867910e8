package io.dcf.bridge.invoker;

import com.google.common.util.concurrent.AbstractFuture;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call with one HTTP request to a function and its response. The future completes with the whole response, or with its head if the body
 * comes in pieces. Cancelling the future cancels the call.
 */
final class HttpCall extends AbstractFuture<FunctionOutput> {

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final HttpRequestHead request;
    private final long maxWhole;
    private final Semaphore ready = new Semaphore(0);
    private final BlockingQueue<ResponseEvent> events = new LinkedBlockingQueue<>();
    private boolean pieceIsRequested = true;
    private volatile boolean closed;

    /** @param maxWhole the largest response, in bytes, that is collected rather than sent on in pieces */
    HttpCall(ClientCall<InvokeServiceRequest, byte[]> call, HttpRequestHead request, long maxWhole) {
        this.call = call;
        this.request = request;
        this.maxWhole = maxWhole;
    }

    void start() {
        call.start(new Reply(), request.metadata());
        call.request(1);
    }

    /** Waits until the gateway accepts more, or answers; returns false after the timeout. */
    boolean awaitReady(long millis) throws InterruptedException {
        return call.isReady() || isAnswered() || ready.tryAcquire(millis, TimeUnit.MILLISECONDS) && call.isReady();
    }

    /** Whether the function has answered, and needs no more of the request. */
    boolean isAnswered() {
        return closed || isDone();
    }

    void send(InvokeServiceRequest piece) {
        call.sendMessage(piece);
    }

    void endRequest() {
        call.halfClose();
    }

    /** Waits for the next piece of a response in pieces, or its end; null after the timeout. */
    @Nullable
    ResponseEvent next(long millis) throws InterruptedException {
        if (!pieceIsRequested) {
            pieceIsRequested = true;
            call.request(1);
        }
        ResponseEvent event = events.poll(millis, TimeUnit.MILLISECONDS);
        pieceIsRequested = event == null;
        return event;
    }

    void cancel() {
        call.cancel("the response is no longer needed", null);
    }

    @Override
    protected void afterDone() {
        if (isCancelled()) {
            cancel();
        }
    }

    private final class Reply extends ClientCall.Listener<byte[]> {

        private final HttpAnswerHead head = new HttpAnswerHead();
        private final OutputCollector output = new OutputCollector();
        private boolean inPieces;

        @Override
        public void onHeaders(Metadata received) {
            head.read(received);
            inPieces = head.isInPieces(request, maxWhole);
            if (inPieces) {
                complete(output.bytes());
            }
            ready.release();
        }

        private void complete(byte[] bytes) {
            GatewayException failure = head.failure();
            if (failure == null) {
                set(head.output(bytes, inPieces));
            } else {
                setException(failure);
                call.cancel("the HTTP status is invalid", null);
            }
        }

        @Override
        public void onMessage(byte[] received) {
            if (inPieces) {
                events.add(new ResponseEvent.Piece(received));
                return;
            }
            output.add(received);
            long size = output.size();
            if (size > maxWhole) {
                setException(GatewayFailures.tooLarge(size, maxWhole));
                call.cancel("the output is too large", null);
            } else {
                call.request(1);
            }
        }

        @Override
        public void onReady() {
            ready.release();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            closed = true;
            if (inPieces) {
                events.add(new ResponseEvent.End(status, trailers));
            } else if (!status.isOk()) {
                setException(status.asRuntimeException(trailers));
            } else {
                complete(output.bytes());
            }
            ready.release();
        }
    }
}
