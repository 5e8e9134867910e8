package io.dcf.bridge.connection;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP/1.1 connection, which has one request at a time. */
final class Http1DisconnectDetector extends DisconnectDetector {

    private static final Logger log = LoggerFactory.getLogger(Http1DisconnectDetector.class);
    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    private final HttpProcessor processor;
    private final SocketWrapperBase<?> socket;

    Http1DisconnectDetector(ServletConnection connection, HttpProcessor processor, SocketWrapperBase<?> socket) {
        super(connection);
        this.processor = processor;
        this.socket = socket;
    }

    @Override
    DisconnectDetector of(String requestId) {
        return this;
    }

    /** Holds the lock under which Tomcat reads requests and closes sockets. */
    @Override
    public boolean isDisconnected() {
        Lock lock = socket.getLock();
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return socket.isClosed() || isAtEnd();
        } finally {
            lock.unlock();
        }
    }

    /** Reads into the socket's own buffer only, from which Tomcat takes the next request before it reads from the socket. */
    private boolean isAtEnd() {
        if (!processor.hasReadAll() || !socket.getSocketBufferHandler().isReadBufferEmpty()) {
            return false;
        }
        try {
            return socket.read(false, NO_ROOM) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void limitReadTimeout(Duration timeout) {
        socket.setReadTimeout(Math.min(defaultReadTimeout(), timeout.toMillis()));
    }

    @Override
    public void disableReadTimeout() {
        socket.setReadTimeout(-1);
    }

    @Override
    public void resetReadTimeout() {
        socket.setReadTimeout(defaultReadTimeout());
    }

    private int defaultReadTimeout() {
        return processor.protocol().getConnectionTimeout();
    }

    @Override
    public boolean awaitBody(ServletInputStream body, long millis) throws IOException {
        if (processor.hasReadAll() || processor.available() > 0) {
            return true;
        }
        socket.setReadTimeout(millis);
        try {
            socket.read(true, NO_ROOM);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void setBodyReadElsewhere(boolean elsewhere) {
        processor.body().setReadElsewhere(elsewhere);
    }

    /** Tomcat's blocking reads wait for its selector. The end of the input wakes it; an interrupt does not. */
    @Override
    public boolean cancelRead() {
        if (processor.hasReadAll()) {
            return true; // a read ends at once
        }
        try {
            SocketChannel channel = ((NioChannel) socket.getSocket()).getIOChannel();
            channel.shutdownInput();
        } catch (IOException e) {
            log.debug("The connection is closed already", e);
        }
        return true;
    }

    @Override
    public void abortResponse() {
        processor.abortResponse();
    }

    /** Called at the end of a request, when no code reads its body any more. */
    void dropBody() {
        processor.body().drop();
    }
}
