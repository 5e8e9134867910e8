package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.InputPieces;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
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
    private final OutputWriter writer;
    private String function = "";
    private @Nullable ByteString first;
    private @Nullable InputPieces pieces;
    private @Nullable CompletableFuture<Output> running;
    private boolean ended;

    HttpExchange(Functions functions, ServerCallStreamObserver<Messages> outputs) {
        this.functions = functions;
        this.outputs = outputs;
        this.writer = new OutputWriter(outputs, this::fail);
        outputs.setOnReadyHandler(writer::requestNext);
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
            run.whenComplete(this::answered);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void answered(@Nullable Output output, @Nullable Throwable failure) {
        if (output == null) {
            fail(failure == null ? new CancellationException() : failure);
            return;
        }
        try {
            answer(output);
        } catch (RuntimeException e) {
            output.discard();
            fail(e);
        }
    }

    private void answer(Output output) {
        synchronized (this) {
            if (ended) {
                output.discard();
                return;
            }
            http.set(output);
            if (output.pieces() == null) {
                outputs.onNext(
                        Messages.newBuilder().setOutput(output.bytes()).build()); // fails if the headers are too long
                ended = true;
                outputs.onCompleted();
                return;
            }
            http.send();
        }
        output.pieces().subscribe(writer);
    }

    private synchronized void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            outputs.onError(
                    failure instanceof CancellationException
                            ? Status.CANCELLED.asRuntimeException()
                            : FailureStatus.of(function, failure));
        }
    }

    private void cancel() {
        synchronized (this) {
            ended = true;
            if (pieces != null) {
                pieces.fail(new CancellationException());
            }
            if (running != null) {
                running.cancel(true);
            }
        }
        writer.cancel(); // without the lock, which the writer takes when its output fails
    }
}
