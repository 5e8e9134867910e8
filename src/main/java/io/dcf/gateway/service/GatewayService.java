package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.guide.ScaleServiceRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Implements the gateway's eleven gRPC methods. */
final class GatewayService extends GatewayGrpc.GatewayImplBase {

    private final Functions functions;

    GatewayService(Functions functions) {
        this.functions = functions;
    }

    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer(reply, () -> ok(() -> functions.deploy(request)));
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer(reply, () -> ok(() -> functions.update(request)));
    }

    @Override
    public void delete(CreateFunctionRequest request, StreamObserver<Message> reply) {
        answer(reply, () -> ok(() -> functions.delete(request.getService())));
    }

    @Override
    public void list(Empty request, StreamObserver<io.dcf.gateway.guide.Functions> reply) {
        answer(
                reply,
                () -> io.dcf.gateway.guide.Functions.newBuilder()
                        .addAllFunctions(functions.all())
                        .build());
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        answer(reply, () -> functions.describe(request.getFunctionName()));
    }

    @Override
    public void getLog(FunctionRequest request, StreamObserver<Message> reply) {
        answer(reply, () -> message(functions.log(request.getFunctionName())));
    }

    @Override
    public void replicaUpdate(ScaleServiceRequest request, StreamObserver<Message> reply) {
        answer(reply, () -> ok(() -> functions.scale(request.getServiceName(), request.getReplicas())));
    }

    @Override
    public void info(Empty request, StreamObserver<Message> reply) {
        answer(reply, () -> message("embedded gateway; " + functions.engine()));
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        answer(
                reply,
                () -> message(functions
                        .outage()
                        .map(reason -> "OK, but changes are refused, since they cannot be stored: " + reason)
                        .orElse("OK")));
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        try {
            HttpMetadata http = HttpMetadata.current();
            CompletableFuture<Output> run = functions.invoke(request.getService(), http.input(request.getInput()));
            ((ServerCallStreamObserver<Message>) reply).setOnCancelHandler(() -> run.cancel(true));
            run.whenComplete((output, failure) -> {
                if (failure == null) {
                    http.set(output);
                    answer(reply, () -> message(output.bytes()));
                } else if (!run.isCancelled()) {
                    reply.onError(FailureStatus.of(request.getService(), failure));
                }
            });
        } catch (RuntimeException e) {
            reply.onError(FailureStatus.of(request.getService(), e));
        }
    }

    @Override
    public StreamObserver<InvokeServiceRequest> invokes(StreamObserver<Messages> reply) {
        ServerCallStreamObserver<Messages> outputs = (ServerCallStreamObserver<Messages>) reply;
        return HttpMetadata.current().isExchange()
                ? new HttpExchange(functions, outputs)
                : new InvokesStream(functions, outputs);
    }

    private static <T> void answer(StreamObserver<T> reply, Supplier<T> answer) {
        T message;
        try {
            message = answer.get();
        } catch (RuntimeException e) {
            reply.onError(FailureStatus.of("a management call", e));
            return;
        }
        reply.onNext(message);
        reply.onCompleted();
    }

    private static Message ok(Runnable change) {
        change.run();
        return message("OK");
    }

    private static Message message(String text) {
        return Message.newBuilder().setMsg(text).build();
    }

    private static Message message(ByteString output) {
        if (!output.isValidUtf8()) {
            throw Refusal.with(
                    Status.Code.INTERNAL,
                    "the output is not UTF-8, which the text of a reply to Invoke must be; call Invokes instead");
        }
        return Message.newBuilder().setMsgBytes(output).build();
    }
}
