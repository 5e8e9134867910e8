package io.dcf.gateway.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Collects the end of a container's log: whole lines, up to a maximum number of bytes. */
final class ContainerLogTail implements ResultCallback<Frame> {

    private final int maxBytes;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private int size;
    private boolean cut;
    private volatile @Nullable Closeable stream;

    ContainerLogTail(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The text received until the log ended or the timeout elapsed. */
    String await(Duration timeout) {
        end.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS).join();
        close();
        String text = text();
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private synchronized String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pieces.forEach(bytes::writeBytes);
        String text = bytes.toString(StandardCharsets.UTF_8);
        return cut ? text.substring(text.indexOf('\n') + 1) : text;
    }

    @Override
    public void onStart(Closeable started) {
        stream = started;
    }

    /** Receives a line or a part of one; docker-java reuses its array. */
    @Override
    public synchronized void onNext(Frame frame) {
        byte[] piece = frame.getPayload().clone();
        pieces.addLast(piece);
        size += piece.length;
        while (size > maxBytes) {
            size -= pieces.removeFirst().length;
            cut = true;
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }

    @Override
    public void close() {
        try (Closeable open = stream) {
            end.complete(null);
        } catch (IOException e) {
            end.complete(null);
        }
    }
}
