package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** An input that comes in pieces, for one subscriber. Requests a piece only when the subscriber wants it, so that a slow function slows its caller. */
public final class InputPieces implements Publisher<ByteBuffer>, Subscription {

    private final Runnable requestNext;
    private final Queue<ByteString> pieces = new ArrayDeque<>();
    private @Nullable Subscriber<? super ByteBuffer> subscriber;
    private @Nullable Throwable failure;
    private volatile long size;
    private long wanted;
    private boolean requested;
    private boolean ended;
    private boolean done;
    private boolean emitting;

    /** @param requestNext requests the next piece; {@link #add}, {@link #end} or {@link #fail} follows, now or later */
    public InputPieces(Runnable requestNext) {
        this.requestNext = requestNext;
    }

    /** Number of bytes received so far. */
    long size() {
        return size;
    }

    public synchronized void add(ByteString piece) {
        requested = false;
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
    public synchronized void subscribe(Subscriber<? super ByteBuffer> receiver) {
        if (subscriber != null) {
            throw new IllegalStateException("the input has a subscriber already");
        }
        subscriber = receiver;
        receiver.onSubscribe(this);
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

    /** Guards against recursion: a subscriber may request more, or cancel, while it receives a piece. */
    private void emit() {
        Subscriber<? super ByteBuffer> receiver = subscriber;
        if (receiver == null || emitting || done) {
            return;
        }
        emitting = true;
        while (!done && wanted > 0 && !pieces.isEmpty()) {
            wanted--;
            receiver.onNext(pieces.remove().asReadOnlyByteBuffer());
        }
        emitting = false;
        if (done || !pieces.isEmpty()) {
            return;
        }
        if (ended) {
            done = true;
            end(receiver);
        } else if (wanted > 0 && !requested) {
            requested = true;
            requestNext.run();
        }
    }

    private void end(Subscriber<? super ByteBuffer> receiver) {
        if (failure == null) {
            receiver.onComplete();
        } else {
            receiver.onError(failure);
        }
    }
}
