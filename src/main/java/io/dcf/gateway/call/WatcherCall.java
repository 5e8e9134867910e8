package io.dcf.gateway.call;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.ByteString;
import io.dcf.gateway.function.FxWatcherGrpc;
import io.dcf.gateway.function.Info;
import io.dcf.gateway.function.Reply;
import io.dcf.gateway.function.Request;
import io.dcf.gateway.function.Resources;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One call of {@code pb.FxWatcher/Call}. */
final class WatcherCall {

    private final CreateFunctionRequest function;
    private final CallAttempts attempts = new CallAttempts();

    WatcherCall(CreateFunctionRequest function) {
        this.function = function;
    }

    /** Has the deadline and cancellation of the gRPC context. */
    CompletableFuture<Output> run(Channel channel, ByteString input) {
        ListenableFuture<Reply> reply = ClientCalls.futureUnaryCall(
                channel.newCall(FxWatcherGrpc.getCallMethod(), CallOptions.DEFAULT.withStreamTracerFactory(attempts)),
                request(input));
        CompletableFuture<Output> output = new CompletableFuture<>();
        output.whenComplete((done, failure) -> reply.cancel(true));
        Futures.addCallback(
                reply,
                new FutureCallback<>() {
                    @Override
                    public void onSuccess(Reply answer) {
                        output.complete(Output.of(answer.getOutputBytes()));
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        output.completeExceptionally(explained(Status.fromThrowable(failure)));
                    }
                },
                MoreExecutors.directExecutor());
        return output;
    }

    private Request request(ByteString input) {
        Deadline deadline = Context.current().getDeadline();
        Info.Builder info = Info.newBuilder()
                .setFunctionName(function.getService())
                .setTimeout(deadline == null ? "" : deadline.timeRemaining(TimeUnit.MILLISECONDS) + "ms");
        if (function.hasLimits()) {
            info.setLimits(Resources.newBuilder()
                    .setMemory(function.getLimits().getMemory())
                    .setCPU(function.getLimits().getCPU())
                    .setGPU(function.getLimits().getGPU()));
        }
        return Request.newBuilder().setInput(input).setInfo(info).build();
    }

    private RuntimeException explained(Status failure) {
        if (failure.getCode() == Status.Code.UNAVAILABLE && !attempts.lastWasSent()) {
            return new UnreachableException(function.getService());
        }
        return switch (failure.getCode()) {
            case DEADLINE_EXCEEDED -> Refusal.timedOut(function.getService());
            case UNIMPLEMENTED ->
                new FunctionFailure(
                        "the server at its address does not speak pb.FxWatcher; a function that speaks HTTP needs"
                                + " http:// in its address");
            default ->
                new FunctionFailure(
                        failure.getCode() + (failure.getDescription() == null ? "" : ": " + failure.getDescription()));
        };
    }
}
