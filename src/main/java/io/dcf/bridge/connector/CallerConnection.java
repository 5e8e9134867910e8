package io.dcf.bridge.connector;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import org.apache.tomcat.util.net.SocketWrapperBase;

/** The connection by which a request of HTTP/1.1 came; it can be asked whether the caller has hung up. */
final class CallerConnection implements ServletConnection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ServletConnection names;
    private final HttpProcessor processor;
    private final SocketWrapperBase<?> socket;

    CallerConnection(ServletConnection names, HttpProcessor processor, SocketWrapperBase<?> socket) {
        this.names = names;
        this.processor = processor;
        this.socket = socket;
    }

    /**
     * Whether the caller has closed or reset the connection, or its half of it. Not told, and taken for no: while Tomcat works on
     * the connection, before the body is read, and while bytes of a next request wait.
     */
    boolean hasHungUp() {
        Lock lock = socket.getLock(); // under which Tomcat reads requests and closes sockets
        if (!lock.tryLock()) {
            return false;
        }
        try {
            return socket.isClosed() || readsToEnd();
        } finally {
            lock.unlock();
        }
    }

    /** Runs what touches the request on other threads than the container's. */
    Executor alone() {
        int turn = processor.turn();
        return new Alone(socket.getLock(), () -> processor.turn() != turn);
    }

    /** Sees to it that nothing more is read or written, once the request is completed. */
    void hangUp() {
        processor.hangUp();
    }

    /** Where the body is not to be read to its end, sees to it that nobody waits for that. */
    void abandonBody() {
        processor.abandonBody();
    }

    /** How long the body of this request may be silent, in milliseconds; -1 is for ever. Returns what it was. */
    long allowSilence(long time) {
        long before = socket.getReadTimeout();
        socket.setReadTimeout(time);
        return before;
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
    public String getConnectionId() {
        return names.getConnectionId();
    }

    @Override
    public String getProtocol() {
        return names.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
        return names.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
        return names.isSecure();
    }
}
