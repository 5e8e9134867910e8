package io.dcf.gateway.service;

import io.dcf.gateway.call.Output;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One streamed invocation: runs one input at a time and asks for the next only once its output is on the way, so that a
 * reader that stalls holds back the writer.
 */
final class InvokesStream implements StreamObserver<InvokeServiceRequest> {

    private final Functions functions;
    private final HttpMetadata http = HttpMetadata.current();
    private final ServerCallStreamObserver<Messages> outputs;
    private @Nullable CompletableFuture<Output> running;
    private boolean inputsEnded;
    private boolean inputAsked;
    private boolean ended;

    InvokesStream(Functions functions, ServerCallStreamObserver<Messages> outputs) {
        this.functions = functions;
        this.outputs = outputs;
        outputs.disableAutoRequest();
        outputs.setOnReadyHandler(this::goOn);
        outputs.setOnCancelHandler(this::cancel);
    }

    @Override
    public synchronized void onNext(InvokeServiceRequest input) {
        inputAsked = false;
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
        goOn();
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
            goOn();
        }
    }

    private synchronized void goOn() {
        if (ended || running != null) {
            return;
        }
        if (inputsEnded) {
            ended = true;
            outputs.onCompleted();
        } else if (outputs.isReady() && !inputAsked) {
            inputAsked = true;
            outputs.request(1);
        }
    }

    private synchronized void fail(String function, Throwable failure) {
        if (!ended) {
            ended = true;
            outputs.onError(GatewayService.statusOf(function, failure));
        }
    }

    private synchronized void cancel() {
        ended = true;
        if (running != null) {
            running.cancel(true);
        }
    }
}
