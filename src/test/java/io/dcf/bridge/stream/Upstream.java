package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The gateway's side of a stream, which a test controls. */
public class Upstream implements StreamObserver<InvokeServiceRequest> {

    private static final int TIMEOUT_SECONDS = 20;

    public final ServerCallStreamObserver<Messages> outputs;
    public final CompletableFuture<Void> inputsEnded = new CompletableFuture<>();
    public final CompletableFuture<Void> cancelled = new CompletableFuture<>();
    private final BlockingQueue<ByteString> inputs = new LinkedBlockingQueue<>();

    private Upstream(ServerCallStreamObserver<Messages> outputs) {
        this.outputs = outputs;
        outputs.setOnCancelHandler(() -> cancelled.complete(null));
    }

    /** Makes the gateway keep its streams. Each takes all inputs, or only those that a test requests. */
    public static BlockingQueue<Upstream> of(TestGateway gateway, boolean takesInputs) {
        BlockingQueue<Upstream> opened = new LinkedBlockingQueue<>();
        gateway.onStreams(outputs -> {
            if (!takesInputs) {
                outputs.disableAutoRequest();
            }
            Upstream stream = new Upstream(outputs);
            opened.add(stream);
            return stream;
        });
        return opened;
    }

    /** Makes the gateway answer each input with the same bytes. */
    public static void echo(TestGateway gateway) {
        gateway.onStreams(outputs -> new Upstream(outputs) {
            @Override
            public void onNext(InvokeServiceRequest input) {
                outputs.onNext(output(input.getInput().toByteArray()));
            }

            @Override
            public void onCompleted() {
                outputs.onCompleted();
            }
        });
    }

    /** Makes the gateway end each stream at once. */
    public static void refuse(TestGateway gateway, Status status) {
        gateway.onStreams(outputs -> {
            outputs.onError(status.asRuntimeException());
            return new Upstream(outputs);
        });
    }

    public static Upstream next(BlockingQueue<Upstream> opened) {
        return soon(opened);
    }

    public byte[] input() {
        return soon(inputs).toByteArray();
    }

    public String text() {
        return new String(input(), StandardCharsets.UTF_8);
    }

    public int inputsWaiting() {
        return inputs.size();
    }

    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) {
        outputs.onNext(output(bytes));
    }

    public void end() {
        outputs.onCompleted();
    }

    public void fail(Status status) {
        outputs.onError(status.asRuntimeException());
    }

    private static Messages output(byte[] bytes) {
        return Messages.newBuilder()
                .setOutput(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
    }

    private static <T> T soon(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("the next event of the stream").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onNext(InvokeServiceRequest input) {
        inputs.add(input.getInput());
    }

    @Override
    public void onError(Throwable failure) {
        // the handler of cancellations is called too
    }

    @Override
    public void onCompleted() {
        inputsEnded.complete(null);
    }
}
