package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects a body, up to the maximum size of a gRPC message. */
final class BoundedBody implements BodySubscriber<ByteString> {

    /** The default maximum size of a gRPC message. */
    static final int MAX = 4 << 20;

    private final Supplier<RuntimeException> tooLarge;
    private final CompletableFuture<ByteString> body = new CompletableFuture<>();
    private ByteString received = ByteString.EMPTY;
    private @Nullable Subscription subscription;

    /** @param tooLarge the failure of a body that is too large */
    BoundedBody(Supplier<RuntimeException> tooLarge) {
        this.tooLarge = tooLarge;
    }

    /** The body of a function's response. */
    static BoundedBody ofResponse() {
        return new BoundedBody(() -> new FunctionFailure("its response exceeds " + (MAX >> 20) + " MiB"));
    }

    /** A subscriber for a body that comes in pieces. */
    Subscriber<ByteBuffer> ofPieces() {
        return new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription source) {
                BoundedBody.this.onSubscribe(source);
            }

            @Override
            public void onNext(ByteBuffer piece) {
                BoundedBody.this.onNext(List.of(piece));
            }

            @Override
            public void onError(Throwable failure) {
                BoundedBody.this.onError(failure);
            }

            @Override
            public void onComplete() {
                BoundedBody.this.onComplete();
            }
        };
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
            body.completeExceptionally(tooLarge.get());
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
