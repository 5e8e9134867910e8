package io.dcf.bridge.fault;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestGateway.Answer;
import io.dcf.bridge.fault.Asking.Kind;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.Functions;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway whose answers can be held back, except the first output of a stream or an invocation. */
final class HeldGateway implements AutoCloseable {

    static final String FIRST = Fault.MARK + " first";
    static final String LAST = Fault.MARK + " last";

    private final TestGateway gateway = new TestGateway();
    private final Map<String, String> immediate = new ConcurrentHashMap<>();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    HeldGateway() throws IOException {
        Function function = Function.newBuilder().setName(LAST).build();
        gateway.on("List", held(Functions.newBuilder().addFunctions(function).build()))
                .on("ReplicaUpdate", held(message(LAST)))
                .onStreams(this::stream);
    }

    /** Answers inputs of a function at once with an output more, which is the last one. */
    HeldGateway onInput(String function, String output) {
        immediate.put(function, output);
        return this;
    }

    int port() {
        return gateway.port();
    }

    void hold() {
        gate = new CompletableFuture<>();
        gateway.forget();
    }

    void release() {
        gate.complete(null);
    }

    /** Once every one of the calls has come in. */
    void awaitCalls(List<Kind> kinds) {
        await().until(() -> gateway.received().size() >= kinds.size());
    }

    /** How many streams have not ended on this side. */
    int streams() {
        return streams.get();
    }

    private Answer held(Object message) {
        return (request, reply) -> gate.thenRun(() -> Answer.with(message).to(request, reply));
    }

    private StreamObserver<InvokeServiceRequest> stream(ServerCallStreamObserver<Messages> outputs) {
        streams.incrementAndGet();
        outputs.setOnCancelHandler(streams::decrementAndGet);
        outputs.setOnCloseHandler(streams::decrementAndGet);
        outputs.onNext(output(FIRST));
        gate.thenRun(() -> {
            outputs.onNext(output(LAST));
            outputs.onCompleted();
        });
        return new StreamObserver<>() {
            @Override
            public void onNext(InvokeServiceRequest input) {
                String output = immediate.get(input.getService());
                if (output != null) {
                    outputs.onNext(output(output));
                    outputs.onCompleted();
                }
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        };
    }

    private static Message message(String text) {
        return Message.newBuilder().setMsg(text).build();
    }

    private static Messages output(String text) {
        return Messages.newBuilder().setOutput(ByteString.copyFromUtf8(text)).build();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
