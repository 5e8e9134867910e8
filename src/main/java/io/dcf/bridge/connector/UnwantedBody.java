package io.dcf.bridge.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The body of a request that was answered without it. Many callers send head and body apart, so that a short one is on its way when the
 * answer is there: it is waited for, for a moment and by few threads, since else the connection could not be kept.
 */
final class UnwantedBody {

    private static final int SHORT = 64 << 10;
    private static final long MOMENT = Duration.ofMillis(100).toNanos();
    private static final int FEW = 16;

    private final HttpProcessor processor;
    private final Request request;
    private final DroppedBytes dropped = new DroppedBytes();

    UnwantedBody(HttpProcessor processor, Request request) {
        this.processor = processor;
        this.request = request;
    }

    /** Who may wait, of one protocol. */
    static Semaphore waiters() {
        return new Semaphore(FEW);
    }

    /** Returns when all has been dropped, or nothing more is to be; throws where the caller is gone or is too slow. */
    void drop() throws IOException {
        long until = System.nanoTime() + MOMENT;
        long most =
                Math.min(request.getContentLengthLong(), processor.protocol().getMaxSwallowSize());
        while (request.getBytesRead() < most && !request.hasExpectation()) {
            if (processor.available() > 0) {
                request.doRead(dropped);
            } else if (mayWait()) {
                awaitMore(until - System.nanoTime());
            } else {
                return;
            }
        }
    }

    private boolean mayWait() {
        return request.getContentLengthLong() - request.getBytesRead() <= SHORT;
    }

    private void awaitMore(long nanos) throws IOException {
        Semaphore waiters = processor.protocol().waiters();
        if (!waiters.tryAcquire()) {
            throw new IOException("enough are waited for");
        }
        SocketWrapperBase<?> socket = processor.socket();
        long before = socket.getReadTimeout();
        try {
            socket.setReadTimeout(Math.max(1, nanos / 1_000_000));
            request.doRead(dropped);
        } finally {
            socket.setReadTimeout(before);
            waiters.release();
        }
    }
}
