package io.dcf.bridge.connection;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/**
 * The connection of a request, which can be asked whether the client has disconnected, and bounds the time that reads of the body wait.
 *
 * <p>Neither Tomcat 11.0.27 nor the Servlet API reports a disconnect to a blocking request: docs/decisions/0034-client-disconnect-detection.md.
 * Remove when: one of them does.
 */
public abstract class DisconnectDetector implements ServletConnection {

    private final ServletConnection connection;

    DisconnectDetector(ServletConnection connection) {
        this.connection = connection;
    }

    /** The connection of a request that {@link HttpProtocol} serves: every one, except on a separate port of the actuator. */
    public static DisconnectDetector of(HttpServletRequest request) {
        if (request.getServletConnection() instanceof DisconnectDetector detector) {
            return detector.of(request.getProtocolRequestId());
        }
        throw new IllegalStateException("The connector of this request does not detect disconnects");
    }

    /** The connection as the request with this id sees it. */
    abstract DisconnectDetector of(String requestId);

    /**
     * Whether the client has closed or reset the connection, its half of it, or the stream in HTTP/2. Call it on the request's own thread. False in
     * HTTP/1.1 until the whole body has been read, and while bytes of the next request wait.
     */
    public abstract boolean isDisconnected();

    /**
     * Limits how long a read of the body may wait, in HTTP/2 on this thread, until {@link #resetReadTimeout}. In HTTP/1.1 a shorter {@code
     * server.tomcat.connection-timeout} applies.
     */
    public abstract void limitReadTimeout(Duration timeout);

    /** Lets a read of the body wait without a limit, in HTTP/2 on this thread, until {@link #resetReadTimeout}. */
    public abstract void disableReadTimeout();

    public abstract void resetReadTimeout();

    /**
     * Waits for the next bytes of the body, or its end, so that a read does not wait; in HTTP/1.1 with chunks only for those of the connection.
     * Returns false after the timeout.
     *
     * <p>A read of Tomcat's that exceeds its timeout ends the request. Remove when: it can be repeated.
     */
    public abstract boolean awaitBody(ServletInputStream body, long millis) throws IOException;

    /** Sets whether another thread reads the body than the one that writes the response. Only HTTP/1.1 has a connection that the two share. */
    public void setBodyReadElsewhere(boolean elsewhere) {}

    /**
     * Ends a read of the body on which another thread waits. The response must be complete.
     *
     * @return false if Tomcat ends the read once the request's own thread has returned, so that this thread must not wait for it
     */
    public abstract boolean cancelRead();

    /** Throws if a body has ended before its length. */
    public void requireWholeBody(HttpServletRequest request, long received) throws EOFException {
        long length = request.getContentLengthLong();
        if (received < length) {
            throw new EOFException("The body ended after " + received + " of " + length + " bytes");
        }
    }

    /** Leaves the response incomplete, in a way that the client can detect. In HTTP/2 the client has reset the stream already. */
    public void abortResponse() {}

    /** Called before Tomcat closes an incomplete response. In HTTP/1.1 it closes the connection. */
    void beforeClose() {}

    @Override
    public String getConnectionId() {
        return connection.getConnectionId();
    }

    @Override
    public String getProtocol() {
        return connection.getProtocol();
    }

    @Override
    public String getProtocolConnectionId() {
        return connection.getProtocolConnectionId();
    }

    @Override
    public boolean isSecure() {
        return connection.isSecure();
    }
}
