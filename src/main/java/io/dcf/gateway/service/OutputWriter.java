package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.ServerCallStreamObserver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends an output that comes in pieces to a gRPC client, no faster than the client reads. */
final class OutputWriter implements Subscriber<List<ByteBuffer>> {

    private final ServerCallStreamObserver<Messages> outputs;
    private final Consumer<Throwable> failed;
    private @Nullable Subscription subscription;
    private boolean requested;
    private boolean ended;

    /** @param failed receives the failure of the output; ends the call */
    OutputWriter(ServerCallStreamObserver<Messages> outputs, Consumer<Throwable> failed) {
        this.outputs = outputs;
        this.failed = failed;
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        if (ended) {
            given.cancel();
        } else {
            requestNext();
        }
    }

    /** Requests the next piece if the client can take one. */
    synchronized void requestNext() {
        if (subscription != null && !ended && !requested && outputs.isReady()) {
            requested = true;
            subscription.request(1);
        }
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        requested = false;
        if (!ended) {
            ByteString piece = buffers.stream().map(ByteString::copyFrom).reduce(ByteString.EMPTY, ByteString::concat);
            outputs.onNext(Messages.newBuilder().setOutput(piece).build());
            requestNext();
        }
    }

    /** Not synchronized: {@code failed} takes the lock of the call. */
    @Override
    public void onError(Throwable failure) {
        failed.accept(failure);
    }

    @Override
    public synchronized void onComplete() {
        if (!ended) {
            ended = true;
            outputs.onCompleted();
        }
    }

    synchronized void cancel() {
        ended = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
