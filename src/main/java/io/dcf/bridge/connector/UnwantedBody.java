package io.dcf.bridge.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The body of a request that was answered without it. Many callers send head and body apart, so that a short one is on its way when the
 * answer is there: it is waited for, for a moment and by few threads, since else the connection could not be kept.
 */
final class UnwantedBody implements ApplicationBufferHandler {

    private static final int SHORT = 64 << 10;
    private static final long MOMENT = Duration.ofMillis(100).toNanos();
    private static final int FEW = 16;

    private final HttpProcessor processor;
    private final Request request;
    private ByteBuffer last = ByteBuffer.allocate(0);

    UnwantedBody(HttpProcessor processor, Request request) {
        this.processor = processor;
        this.request = request;
    }

    /** How many threads may wait. */
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
                request.doRead(this);
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
            request.doRead(this);
        } finally {
            socket.setReadTimeout(before);
            waiters.release();
        }
    }

    @Override
    public void setByteBuffer(ByteBuffer buffer) {
        last = buffer;
    }

    @Override
    public ByteBuffer getByteBuffer() {
        return last;
    }

    @Override
    public void expand(int size) {
        // there is always room
    }
}
