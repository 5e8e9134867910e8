package io.dcf.bridge.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Reads and drops what a caller sends of a request that was answered without it. Before the response: a short body, which many callers send
 * right after the head, so that the connection can be kept. After a response that closes the connection: whatever comes for some
 * seconds, because a socket that is closed with input unread is reset, and a caller that still writes would not see the response
 * (RFC 9112 9.6). Few threads wait at a time.
 */
final class BodyDrainer implements ApplicationBufferHandler {

    private static final int SHORT_BODY = 64 << 10;
    private static final long SHORT_BODY_TIMEOUT = Duration.ofMillis(100).toNanos();
    private static final long CLOSE_TIMEOUT = Duration.ofSeconds(5).toNanos();
    private static final long CLOSE_READ_TIMEOUT_MILLIS = 1000;
    private static final int MAX_WAITING = 16;

    private final HttpProcessor processor;
    private final Request request;
    private ByteBuffer last = ByteBuffer.allocate(0);

    BodyDrainer(HttpProcessor processor, Request request) {
        this.processor = processor;
        this.request = request;
    }

    /** How many threads may wait. */
    static Semaphore waiters() {
        return new Semaphore(MAX_WAITING);
    }

    /** Returns when all has been dropped, or nothing more is to be; throws where the caller is gone or is too slow. */
    void drain() throws IOException {
        long until = System.nanoTime() + SHORT_BODY_TIMEOUT;
        long most =
                Math.min(request.getContentLengthLong(), processor.protocol().getMaxSwallowSize());
        while (request.getBytesRead() < most && !request.hasExpectation()) {
            if (processor.available() > 0) {
                request.doRead(this);
            } else if (request.getContentLengthLong() - request.getBytesRead() <= SHORT_BODY) {
                awaitMore(until - System.nanoTime());
            } else {
                return;
            }
        }
    }

    private void awaitMore(long nanos) throws IOException {
        Semaphore waiters = processor.protocol().waiters();
        if (!waiters.tryAcquire()) {
            throw new IOException("enough threads wait already");
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

    /** Returns when the caller has closed the connection, sends no more, or sends for too long; the connection is to be closed then. */
    void drainBeforeClose() throws IOException {
        Semaphore waiters = processor.protocol().waiters();
        if (!waiters.tryAcquire()) {
            return;
        }
        try {
            SocketWrapperBase<?> socket = processor.socket();
            if (socket.getSocket() instanceof NioChannel channel && !(channel instanceof SecureNioChannel)) {
                channel.getIOChannel().shutdownOutput(); // so that a caller which waits for the end closes at once
            }
            socket.setReadTimeout(CLOSE_READ_TIMEOUT_MILLIS);
            ByteBuffer dropped = ByteBuffer.allocate(SHORT_BODY);
            long until = System.nanoTime() + CLOSE_TIMEOUT;
            while (System.nanoTime() < until && socket.read(true, dropped) >= 0) {
                dropped.clear();
            }
        } finally {
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
