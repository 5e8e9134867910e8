package io.dcf.gateway.service;

import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code Invokes} with any number of inputs. Runs one input at a time and requests the next once its output was sent, so
 * that a client that stops reading also stops writing.
 */
final class InvokesStream implements StreamObserver<InvokeServiceRequest> {

    private final Functions functions;
    private final HttpMetadata http = HttpMetadata.current();
    private final ServerCallStreamObserver<Messages> outputs;
    private @Nullable CompletableFuture<Output> running;
    private boolean inputsEnded;
    private boolean inputRequested;
    private boolean ended;

    InvokesStream(Functions functions, ServerCallStreamObserver<Messages> outputs) {
        this.functions = functions;
        this.outputs = outputs;
        outputs.disableAutoRequest();
        outputs.setOnReadyHandler(this::proceed);
        outputs.setOnCancelHandler(this::cancel);
    }

    @Override
    public synchronized void onNext(InvokeServiceRequest input) {
        inputRequested = false;
        CompletableFuture<Output> run;
        try {
            run = functions.invoke(input.getService(), http.input(input.getInput()));
        } catch (RuntimeException e) {
            fail(input.getService(), e);
            return;
        }
        running = run;
        run.whenComplete((output, failure) -> finished(input.getService(), output, failure));
    }

    @Override
    public synchronized void onCompleted() {
        inputsEnded = true;
        proceed();
    }

    @Override
    public void onError(Throwable failure) {
        cancel();
    }

    private synchronized void finished(String function, Output output, @Nullable Throwable failure) {
        running = null;
        if (failure != null) {
            fail(function, failure);
        } else if (!ended) {
            outputs.onNext(Messages.newBuilder().setOutput(output.bytes()).build());
            proceed();
        }
    }

    private synchronized void proceed() {
        if (ended || running != null) {
            return;
        }
        if (inputsEnded) {
            ended = true;
            outputs.onCompleted();
        } else if (outputs.isReady() && !inputRequested) {
            inputRequested = true;
            outputs.request(1);
        }
    }

    private synchronized void fail(String function, Throwable failure) {
        if (!ended) {
            ended = true;
            outputs.onError(FailureStatus.of(function, failure));
        }
    }

    private synchronized void cancel() {
        ended = true;
        if (running != null) {
            running.cancel(true);
        }
    }
}
