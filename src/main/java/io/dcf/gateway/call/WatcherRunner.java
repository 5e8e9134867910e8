package io.dcf.gateway.call;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
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
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls functions by {@code pb.FxWatcher/Call}, the protocol of DCF and OpenFx containers. */
final class WatcherRunner implements AutoCloseable {

    private static final int IDLE_MINUTES = 1;

    /** A channel for each address, until it is not called any more; calls in flight run to their end. */
    private final LoadingCache<FunctionAddress, ManagedChannel> channels = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(2 * IDLE_MINUTES))
            .scheduler(Scheduler.systemScheduler())
            .executor(Runnable::run)
            .removalListener((@Nullable FunctionAddress address, @Nullable ManagedChannel gone, RemovalCause cause) -> {
                if (gone != null) {
                    gone.shutdown();
                }
            })
            .build(WatcherRunner::channel);

    Runner at(FunctionAddress address) {
        return (function, input) ->
                input.runWhole(function.getService(), bytes -> call(channels.get(address), function, bytes));
    }

    private static ManagedChannel channel(FunctionAddress address) {
        return NettyChannelBuilder.forAddress(address.host().replaceAll("[\\[\\]]", ""), address.port())
                .usePlaintext()
                .directExecutor()
                .idleTimeout(IDLE_MINUTES, TimeUnit.MINUTES)
                .build();
    }

    /** Has the deadline and cancellation of the gRPC context. */
    private static CompletableFuture<Output> call(
            ManagedChannel channel, CreateFunctionRequest function, ByteString input) {
        Attempts attempts = new Attempts();
        ListenableFuture<Reply> reply = ClientCalls.futureUnaryCall(
                channel.newCall(FxWatcherGrpc.getCallMethod(), CallOptions.DEFAULT.withStreamTracerFactory(attempts)),
                request(function, input));
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
                        Status status = Status.fromThrowable(failure);
                        output.completeExceptionally(
                                status.getCode() == Status.Code.UNAVAILABLE && !attempts.sent
                                        ? new UnreachableException(function.getService())
                                        : explained(function.getService(), status));
                    }
                },
                MoreExecutors.directExecutor());
        return output;
    }

    private static Request request(CreateFunctionRequest function, ByteString input) {
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

    private static RuntimeException explained(String function, Status failure) {
        return switch (failure.getCode()) {
            case DEADLINE_EXCEEDED -> Refusal.timedOut(function);
            case UNIMPLEMENTED ->
                new FunctionFailure(
                        "the server at its address does not speak pb.FxWatcher; a function that speaks HTTP needs http:// in its address");
            default ->
                new FunctionFailure(
                        failure.getCode() + (failure.getDescription() == null ? "" : ": " + failure.getDescription()));
        };
    }

    /** Whether the last attempt was sent; then the function may have run. gRPC itself retries a stream that the server refused. */
    private static final class Attempts extends ClientStreamTracer.Factory {

        private volatile boolean sent;

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            sent = false;
            return new ClientStreamTracer() {
                @Override
                public void outboundHeaders() {
                    sent = true;
                }
            };
        }
    }

    @Override
    public void close() {
        channels.asMap().values().forEach(ManagedChannel::shutdownNow);
    }
}
