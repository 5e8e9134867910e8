package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.InputPieces;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a function and its response, as a call of {@code Invokes}. A request of one message runs as a whole; of a
 * longer one, each message is requested once the function has taken the one before it.
 */
final class HttpExchange implements StreamObserver<InvokeServiceRequest> {

    private final Functions functions;
    private final HttpMetadata http = HttpMetadata.current();
    private final ServerCallStreamObserver<Messages> outputs;
    private final ExchangeReply reply;
    private volatile String function = "";
    private @Nullable ByteString first;
    private @Nullable InputPieces pieces;
    private @Nullable CompletableFuture<Output> running;

    HttpExchange(Functions functions, ServerCallStreamObserver<Messages> outputs) {
        this.functions = functions;
        this.outputs = outputs;
        this.reply = new ExchangeReply(outputs, http, failure -> FailureStatus.of(function, failure));
        outputs.setOnReadyHandler(reply::requestNext);
        outputs.setOnCancelHandler(this::cancel);
        outputs.disableAutoRequest();
        outputs.request(2); // the first message, and the second or the end
    }

    @Override
    public synchronized void onNext(InvokeServiceRequest input) {
        if (pieces != null) {
            pieces.add(input.getInput());
        } else if (first == null) {
            function = input.getService();
            first = input.getInput();
        } else {
            pieces = new InputPieces(() -> outputs.request(1));
            pieces.add(first);
            pieces.add(input.getInput());
            run(ByteString.EMPTY);
        }
    }

    @Override
    public synchronized void onCompleted() {
        if (pieces != null) {
            pieces.end();
        } else {
            run(first == null ? ByteString.EMPTY : first);
        }
    }

    @Override
    public void onError(Throwable failure) {
        cancel();
    }

    private void run(ByteString whole) {
        try {
            CompletableFuture<Output> run = functions.invoke(function, http.input(whole, pieces));
            running = run;
            run.whenComplete(reply::answered);
        } catch (RuntimeException e) {
            reply.fail(e);
        }
    }

    private void cancel() {
        synchronized (this) {
            reply.end();
            if (pieces != null) {
                pieces.fail(new CancellationException());
            }
            if (running != null) {
                running.cancel(true);
            }
        }
        reply.cancel();
    }
}
