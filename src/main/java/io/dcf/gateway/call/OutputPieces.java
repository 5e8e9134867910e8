package io.dcf.gateway.call;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** An output that comes in pieces, for one subscriber, which must read it to the end or cancel. */
public final class OutputPieces implements Publisher<List<ByteBuffer>> {

    private final Publisher<List<ByteBuffer>> source;
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    OutputPieces(Publisher<List<ByteBuffer>> source) {
        this.source = source;
    }

    /** Completes with the number of bytes once the output has ended; fails with a {@code CancellationException} if it was discarded. */
    public CompletableFuture<Long> end() {
        return end;
    }

    @Override
    public void subscribe(Subscriber<? super List<ByteBuffer>> receiver) {
        source.subscribe(new Counting(receiver));
    }

    void discard() {
        subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(List<ByteBuffer> piece) {}

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
    }

    /** Counts the bytes, and completes {@link #end} before it informs the subscriber. */
    private final class Counting implements Subscriber<List<ByteBuffer>>, Subscription {

        private final Subscriber<? super List<ByteBuffer>> receiver;
        private Subscription subscription = this;
        private long size;

        Counting(Subscriber<? super List<ByteBuffer>> receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            receiver.onSubscribe(this);
        }

        @Override
        public void request(long more) {
            subscription.request(more);
        }

        @Override
        public void cancel() {
            end.completeExceptionally(
                    new CancellationException()); // first, since the JDK's client may report a failure from within
            // cancel
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> piece) {
            size += piece.stream().mapToLong(ByteBuffer::remaining).sum();
            receiver.onNext(piece);
        }

        @Override
        public void onError(Throwable failure) {
            FunctionFailure broken = new FunctionFailure("its answer broke off");
            end.completeExceptionally(broken);
            receiver.onError(broken);
        }

        @Override
        public void onComplete() {
            end.complete(size);
            receiver.onComplete();
        }
    }
}
