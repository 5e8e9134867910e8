package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.time.Duration;

/**
 * The connection by which a request came: tells whether the caller has left while the request's thread waits, and how reads of
 * the body end that wait.
 */
public abstract class DisconnectDetector implements ServletConnection {

    private final ServletConnection names;

    DisconnectDetector(ServletConnection names) {
        this.names = names;
    }

    /** Of a request that came by {@link HttpProtocol}, as all but those for the actuator's own port do. */
    public static DisconnectDetector of(HttpServletRequest request) {
        if (request.getServletConnection() instanceof DisconnectDetector connection) {
            return connection.of(request.getProtocolRequestId());
        }
        throw new IllegalStateException("The request came by another connector");
    }

    /** The connection as the request with this id sees it. */
    abstract DisconnectDetector of(String requestId);

    /**
     * Whether the caller has closed or reset the connection, its half of it, or the stream in HTTP/2. To be asked on the request's own
     * thread. False in HTTP/1.1 before the body has been read to its end, and while bytes of a next request wait.
     */
    public abstract boolean isGone();

    /**
     * Sets how long a read of the body may wait, in HTTP/2 on this thread, until {@link #resetReadTimeout}. In HTTP/1.1 {@code
     * server.tomcat.connection-timeout} counts where it is shorter.
     */
    public abstract void limitReadTimeout(Duration timeout);

    /** Lets a read of the body wait for ever, in HTTP/2 on this thread, until {@link #resetReadTimeout}. */
    public abstract void disableReadTimeout();

    public abstract void resetReadTimeout();

    /** Says whether another thread reads the body at this time than the one that writes the response. */
    public void setBodyReadApart(boolean apart) {
        // only HTTP/1.1 has a connection that the two share
    }

    /**
     * Ends a read of the body on which another thread waits. The response has to be complete.
     *
     * @return false where Tomcat ends the read when the request's own thread has returned, so that this thread must not wait for it
     */
    public abstract boolean endReading();

    /** Called once a body has ended, with how many bytes have come; throws where there was to be more. */
    public void requireWholeBody(HttpServletRequest request, long received) throws EOFException {
        if (received < request.getContentLengthLong()) {
            throw new EOFException("the body is cut");
        }
    }

    /** Leaves the response without an end, so that what was written of it cannot be taken for all. */
    public void hangUp() {
        // in HTTP/2 the caller has reset the stream
    }

    /** Called before Tomcat closes a response in its midst. */
    void beforeClose() {
        // over HTTP/1.1 that closes the connection
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
