package io.dcf.bridge.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection with unread input so that its client can still read the response: closes the sending half, and drops input for some seconds
 * (RFC 9112, 9.6). A kernel resets a socket that is closed with unread input.
 *
 * <p>Tomcat 11.0.27 closes such a socket at once: docs/decisions/0035-unread-request-bodies.md. Remove when: Tomcat has a lingering close.
 */
final class LingeringClose {

    private static final Logger log = LoggerFactory.getLogger(LingeringClose.class);
    private static final int BUFFER_SIZE = 64 << 10;
    private static final long TIMEOUT = Duration.ofSeconds(5).toNanos();
    private static final long READ_TIMEOUT_MILLIS = 1000;

    private LingeringClose() {}

    /**
     * Returns when the client has closed the connection, sends no more, or sends for too long. The connection must be closed then.
     *
     * @param waiters permits for threads that wait; without one, it returns at once
     */
    static void drain(SocketWrapperBase<?> socket, Semaphore waiters) {
        if (!waiters.tryAcquire()) {
            return;
        }
        try {
            if (socket.getSocket() instanceof NioChannel channel && !(channel instanceof SecureNioChannel)) {
                channel.getIOChannel().shutdownOutput(); // a client that waits for the end closes at once
            }
            socket.setReadTimeout(READ_TIMEOUT_MILLIS);
            ByteBuffer dropped = ByteBuffer.allocate(BUFFER_SIZE);
            long deadline = System.nanoTime() + TIMEOUT;
            while (System.nanoTime() < deadline && socket.read(true, dropped) >= 0) {
                dropped.clear();
            }
        } catch (IOException e) {
            log.debug("The client disconnected, or sent no more", e);
        } finally {
            waiters.release();
        }
    }
}
