package io.dcf.gateway.call;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/** An output that comes in pieces, for one subscriber, which has to take it or to cancel. */
public final class OutputPieces implements Publisher<List<ByteBuffer>> {

    private final Publisher<List<ByteBuffer>> source;
    private final CompletableFuture<Long> end = new CompletableFuture<>();

    OutputPieces(Publisher<List<ByteBuffer>> source) {
        this.source = source;
    }

    /** Done with the number of bytes once the output has ended, in whatever way; a {@code CancellationException} where it was not wanted. */
    public CompletableFuture<Long> end() {
        return end;
    }

    @Override
    public void subscribe(Subscriber<? super List<ByteBuffer>> taker) {
        source.subscribe(new Counting(taker));
    }

    void discard() {
        subscribe(new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.cancel();
            }

            @Override
            public void onNext(List<ByteBuffer> piece) {
                // not wanted
            }

            @Override
            public void onError(Throwable failure) {
                // not wanted
            }

            @Override
            public void onComplete() {
                // not wanted
            }
        });
    }

    /** Notes the end before the subscriber hears of it. */
    private final class Counting implements Subscriber<List<ByteBuffer>>, Subscription {

        private final Subscriber<? super List<ByteBuffer>> taker;
        private Subscription subscription = this;
        private long size;

        Counting(Subscriber<? super List<ByteBuffer>> taker) {
            this.taker = taker;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            taker.onSubscribe(this);
        }

        @Override
        public void request(long more) {
            subscription.request(more);
        }

        @Override
        public void cancel() {
            end.completeExceptionally(
                    new CancellationException()); // first, as the JDK's client may tell of a failure at once
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> piece) {
            size += piece.stream().mapToLong(ByteBuffer::remaining).sum();
            taker.onNext(piece);
        }

        @Override
        public void onError(Throwable failure) {
            FunctionFailure broken = new FunctionFailure("its answer broke off");
            end.completeExceptionally(broken);
            taker.onError(broken);
        }

        @Override
        public void onComplete() {
            end.complete(size);
            taker.onComplete();
        }
    }
}
