package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Collects a function's HTTP answer, and gives up on one that no gRPC client would take. */
final class BoundedBody implements BodySubscriber<ByteString> {

    /** The most that gRPC takes in a message unless told otherwise. */
    private static final int MAX = 4 << 20;

    private final CompletableFuture<ByteString> body = new CompletableFuture<>();
    private ByteString received = ByteString.EMPTY;
    private @Nullable Subscription subscription;

    private BoundedBody() {}

    static BodyHandler<ByteString> handler() {
        return response -> new BoundedBody();
    }

    @Override
    public CompletionStage<ByteString> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription source) {
        subscription = source;
        source.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            received = received.concat(ByteString.copyFrom(buffer));
        }
        if (received.size() > MAX && subscription != null) {
            subscription.cancel();
            body.completeExceptionally(new FunctionFailure("it answers more than " + (MAX >> 20) + " MiB"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(received);
    }
}
