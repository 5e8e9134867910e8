package io.dcf.bridge.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.coyote.Request;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and drops the rest of a short body whose request is answered without it, before the response. Many clients send such a body right after the
 * head, so that the connection can stay open. The number of waiting threads is limited.
 *
 * <p>Tomcat 11.0.27 reads an unread body to its end, as slowly as it arrives: docs/decisions/0035-unread-request-bodies.md. Remove when: Tomcat has a
 * timeout for that.
 */
final class BodyDrainer implements ApplicationBufferHandler {

    private static final int SHORT_BODY = 64 << 10;
    private static final long SHORT_BODY_TIMEOUT = Duration.ofMillis(100).toNanos();
    private static final int MAX_WAITING_THREADS = 16;

    private static final Logger log = LoggerFactory.getLogger(BodyDrainer.class);

    private final HttpProcessor processor;
    private final Request request;
    private ByteBuffer last = ByteBuffer.allocate(0);

    BodyDrainer(HttpProcessor processor, Request request) {
        this.processor = processor;
        this.request = request;
    }

    /** Permits for the threads that wait. */
    static Semaphore waiters() {
        return new Semaphore(MAX_WAITING_THREADS);
    }

    /** Returns when the body has been dropped, or the rest of it is not worth waiting for. */
    void drain() {
        try {
            long deadline = System.nanoTime() + SHORT_BODY_TIMEOUT;
            long maxBytes = Math.min(
                    request.getContentLengthLong(), processor.protocol().getMaxSwallowSize());
            while (request.getBytesRead() < maxBytes && !request.hasExpectation()) {
                if (processor.available() > 0) {
                    request.doRead(this);
                } else if (request.getContentLengthLong() - request.getBytesRead() > SHORT_BODY
                        || !awaitMore(deadline - System.nanoTime())) {
                    return;
                }
            }
        } catch (IOException e) {
            log.debug("The client disconnected, or sent no more", e);
        }
    }

    /** Waits for more of the body. False if too many threads wait already. */
    private boolean awaitMore(long nanos) throws IOException {
        Semaphore waiters = processor.protocol().waiters();
        if (!waiters.tryAcquire()) {
            return false;
        }
        SocketWrapperBase<?> socket = processor.socket();
        long before = socket.getReadTimeout();
        try {
            socket.setReadTimeout(Math.max(1, nanos / 1_000_000));
            request.doRead(this);
            return true;
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

    /** Does nothing: the buffer is replaced, not filled. */
    @Override
    public void expand(int size) {}
}
