package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** An input that comes in pieces, for one subscriber. The next piece is asked for once the subscriber wants it, so that a slow function slows its caller. */
public final class InputPieces implements Publisher<ByteBuffer>, Subscription {

    private final Runnable askForMore;
    private final Queue<ByteString> pieces = new ArrayDeque<>();
    private @Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable Throwable failure;
    private volatile long size;
    private long wanted;
    private boolean asked;
    private boolean ended;
    private boolean done;
    private boolean emitting;

    /** @param askForMore has {@link #add}, {@link #end} or {@link #fail} called, now or later */
    public InputPieces(Runnable askForMore) {
        this.askForMore = askForMore;
    }

    /** How many bytes have come. */
    long size() {
        return size;
    }

    public synchronized void add(ByteString piece) {
        asked = false;
        size += piece.size();
        pieces.add(piece);
        emit();
    }

    public synchronized void end() {
        ended = true;
        emit();
    }

    public synchronized void fail(Throwable cause) {
        failure = cause;
        ended = true;
        emit();
    }

    @Override
    public synchronized void subscribe(Subscriber<? super ByteBuffer> taker) {
        if (subscriber != null) {
            throw new IllegalStateException("the input has been taken");
        }
        subscriber = taker;
        taker.onSubscribe(this);
    }

    @Override
    public synchronized void request(long more) {
        wanted = wanted + more < 0 ? Long.MAX_VALUE : wanted + more;
        emit();
    }

    @Override
    public synchronized void cancel() {
        done = true;
        pieces.clear();
    }

    /** A subscriber may ask for more, or cancel, while it is given a piece. */
    private void emit() {
        Subscriber<? super ByteBuffer> taker = subscriber;
        if (taker == null || emitting || done) {
            return;
        }
        emitting = true;
        while (!done && wanted > 0 && !pieces.isEmpty()) {
            wanted--;
            taker.onNext(pieces.remove().asReadOnlyByteBuffer());
        }
        emitting = false;
        if (done || !pieces.isEmpty()) {
            return;
        }
        if (ended) {
            done = true;
            end(taker);
        } else if (wanted > 0 && !asked) {
            asked = true;
            askForMore.run();
        }
    }

    private void end(Subscriber<? super ByteBuffer> taker) {
        if (failure == null) {
            taker.onComplete();
        } else {
            taker.onError(failure);
        }
    }
}
