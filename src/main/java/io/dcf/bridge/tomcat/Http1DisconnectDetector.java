package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of HTTP/1.1, which has one request at a time. */
final class Http1DisconnectDetector extends DisconnectDetector {

    private static final Logger log = LoggerFactory.getLogger(Http1DisconnectDetector.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpProcessor processor;
    private final SocketWrapperBase<?> socket;

    Http1DisconnectDetector(ServletConnection names, HttpProcessor processor, SocketWrapperBase<?> socket) {
        super(names);
        this.processor = processor;
        this.socket = socket;
    }

    @Override
    DisconnectDetector of(String requestId) {
        return this;
    }

    /** The request's own thread holds the lock, under which Tomcat reads requests and closes sockets. */
    @Override
    public boolean isGone() {
        Lock lock = socket.getLock();
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return socket.isClosed() || readsToEnd();
        } finally {
            lock.unlock();
        }
    }

    /** Reads into the socket's own buffer alone, from which Tomcat takes the next request before it reads on. */
    private boolean readsToEnd() {
        if (!processor.hasReadAll() || !socket.getSocketBufferHandler().isReadBufferEmpty()) {
            return false;
        }
        try {
            return socket.read(false, NOTHING) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void limitReadTimeout(Duration timeout) {
        socket.setReadTimeout(Math.min(ownReadTimeout(), timeout.toMillis()));
    }

    @Override
    public void disableReadTimeout() {
        socket.setReadTimeout(-1);
    }

    @Override
    public void resetReadTimeout() {
        socket.setReadTimeout(ownReadTimeout());
    }

    private int ownReadTimeout() {
        return processor.protocol().getConnectionTimeout();
    }

    @Override
    public void setBodyReadApart(boolean apart) {
        processor.setBodyReadApart(apart);
    }

    /** Blocking reads of Tomcat's wait for its selector, which the end of the input wakes; an interrupt does not. */
    @Override
    public boolean endReading() {
        if (processor.hasReadAll()) {
            return true; // what is read now ends at once
        }
        try {
            SocketChannel channel = ((NioChannel) socket.getSocket()).getIOChannel();
            channel.shutdownInput();
        } catch (IOException e) {
            log.debug("the connection is closed", e);
        }
        return true;
    }

    @Override
    public void hangUp() {
        processor.hangUp();
    }

    /** Called when a request is over: whatever is left of its body is read by nobody. */
    void abandonBody() {
        processor.abandonBody();
    }
}
