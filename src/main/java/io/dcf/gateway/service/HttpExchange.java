package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.InputPieces;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a function, and its answer. A request that is one message is run as a whole; of others each message is asked for once the
 * function has taken the one before it. An answer in pieces is read no faster than its caller takes it.
 */
final class HttpExchange implements StreamObserver<InvokeServiceRequest> {

    private final Functions functions;
    private final HttpMetadata http = HttpMetadata.current();
    private final ServerCallStreamObserver<Messages> outputs;
    private String function = "";
    private @Nullable ByteString first;
    private @Nullable InputPieces pieces;
    private @Nullable CompletableFuture<Output> running;
    private @Nullable Subscription answer;
    private boolean answerAsked;
    private boolean ended;

    HttpExchange(Functions functions, ServerCallStreamObserver<Messages> outputs) {
        this.functions = functions;
        this.outputs = outputs;
        outputs.setOnReadyHandler(this::goOn);
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

    private synchronized void answered(@Nullable Output output, @Nullable Throwable failure) {
        if (output == null) {
            fail(failure == null ? new CancellationException() : failure);
        } else if (ended) {
            output.discard();
        } else {
            try {
                http.tell(output);
                answer(output);
            } catch (RuntimeException e) {
                output.discard();
                fail(e);
            }
        }
    }

    private void answer(Output output) {
        if (output.pieces() != null) {
            http.send();
            output.pieces().subscribe(new Writer());
            return;
        }
        outputs.onNext(Messages.newBuilder().setOutput(output.bytes()).build());
        end();
    }

    private void end() {
        ended = true;
        outputs.onCompleted();
    }

    private synchronized void goOn() {
        if (answer != null && !ended && !answerAsked && outputs.isReady()) {
            answerAsked = true;
            answer.request(1);
        }
    }

    private synchronized void fail(Throwable failure) {
        if (!ended) {
            ended = true;
            outputs.onError(
                    failure instanceof CancellationException
                            ? Status.CANCELLED.asRuntimeException()
                            : GatewayService.statusOf(function, failure));
        }
    }

    private synchronized void cancel() {
        ended = true;
        if (pieces != null) {
            pieces.fail(new CancellationException());
        }
        if (running != null) {
            running.cancel(true);
        }
        if (answer != null) {
            answer.cancel();
        }
    }

    private final class Writer implements Subscriber<List<ByteBuffer>> {

        @Override
        public void onSubscribe(Subscription subscription) {
            answer = subscription;
            goOn();
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            synchronized (HttpExchange.this) {
                answerAsked = false;
                if (!ended) {
                    ByteString piece =
                            buffers.stream().map(ByteString::copyFrom).reduce(ByteString.EMPTY, ByteString::concat);
                    outputs.onNext(Messages.newBuilder().setOutput(piece).build());
                    goOn();
                }
            }
        }

        @Override
        public void onError(Throwable failure) {
            fail(failure);
        }

        @Override
        public void onComplete() {
            synchronized (HttpExchange.this) {
                if (!ended) {
                    end();
                }
            }
        }
    }
}
