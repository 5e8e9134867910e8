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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and drops the body of a request that is answered without it. Before the response it drops a short body, which many clients send right after
 * the head, so that the connection stays open. After a response that closes the connection it drops input for some seconds (RFC 9112, 9.6): a kernel
 * resets a socket that is closed with unread input, and a client that still writes would not see the response. The number of waiting threads is
 * limited.
 *
 * <p>Tomcat 11.0.27 closes a socket with unread input at once: docs/decisions/0035-unread-request-bodies.md. Remove when: Tomcat closes the sending
 * half first, and reads on for a limited time.
 */
final class BodyDrainer implements ApplicationBufferHandler {

    private static final int SHORT_BODY = 64 << 10;
    private static final long SHORT_BODY_TIMEOUT = Duration.ofMillis(100).toNanos();
    private static final long CLOSE_TIMEOUT = Duration.ofSeconds(5).toNanos();
    private static final long CLOSE_READ_TIMEOUT_MILLIS = 1000;
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

    /** Returns when the client has closed the connection, sends no more, or sends for too long. The connection must be closed then. */
    void drainBeforeClose() {
        Semaphore waiters = processor.protocol().waiters();
        if (!waiters.tryAcquire()) {
            return;
        }
        try {
            SocketWrapperBase<?> socket = processor.socket();
            if (socket.getSocket() instanceof NioChannel channel && !(channel instanceof SecureNioChannel)) {
                channel.getIOChannel().shutdownOutput(); // a client that waits for the end closes at once
            }
            socket.setReadTimeout(CLOSE_READ_TIMEOUT_MILLIS);
            ByteBuffer dropped = ByteBuffer.allocate(SHORT_BODY);
            long deadline = System.nanoTime() + CLOSE_TIMEOUT;
            while (System.nanoTime() < deadline && socket.read(true, dropped) >= 0) {
                dropped.clear();
            }
        } catch (IOException e) {
            log.debug("The client disconnected, or sent no more", e);
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

    /** Does nothing: the buffer is replaced, not filled. */
    @Override
    public void expand(int size) {}
}
