package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.concurrent.CompletableFuture;

/** A call of {@code Invoke}: one input, and its output as the text of a message. */
final class InvokeCall {

    private InvokeCall() {}

    static void run(Functions functions, InvokeServiceRequest request, ServerCallStreamObserver<Message> reply) {
        try {
            HttpMetadata http = HttpMetadata.current();
            CompletableFuture<Output> run = functions.invoke(request.getService(), http.input(request.getInput()));
            reply.setOnCancelHandler(() -> run.cancel(true));
            run.whenComplete((output, failure) -> {
                if (failure == null) {
                    http.set(output);
                    UnaryReply.send(reply, () -> message(output.bytes()));
                } else if (!run.isCancelled()) {
                    reply.onError(FailureStatus.of(request.getService(), failure));
                }
            });
        } catch (RuntimeException e) {
            reply.onError(FailureStatus.of(request.getService(), e));
        }
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
