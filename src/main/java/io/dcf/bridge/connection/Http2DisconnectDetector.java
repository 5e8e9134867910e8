package io.dcf.bridge.connection;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An HTTP/2 connection, as one of its streams sees it. */
final class Http2DisconnectDetector extends DisconnectDetector {

    private static final long MAX_PAUSE_MILLIS = 16;

    private final ServletConnection connection;
    private final Http2Handler handler;
    private final int stream;

    Http2DisconnectDetector(ServletConnection connection, Http2Handler handler, int stream) {
        super(connection);
        this.connection = connection;
        this.handler = handler;
        this.stream = stream;
    }

    @Override
    DisconnectDetector of(String requestId) {
        return new Http2DisconnectDetector(connection, handler, Integer.parseInt(requestId));
    }

    @Override
    public boolean isDisconnected() {
        return handler.isDisconnected(stream);
    }

    /**
     * Throws if the stream was reset, by the client or, for a wrong length, by Tomcat. Tomcat 11.0 reports that to a reader as the end of the body.
     * Remove when: it throws.
     */
    @Override
    public void requireWholeBody(HttpServletRequest request, long received) throws EOFException {
        super.requireWholeBody(request, received);
        if (isDisconnected() || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
            throw new EOFException("The HTTP/2 stream was reset");
        }
    }

    @Override
    public void limitReadTimeout(Duration timeout) {
        PriorKnowledgeHttp2.limitReadTimeout(timeout);
    }

    @Override
    public void disableReadTimeout() {
        PriorKnowledgeHttp2.disableReadTimeout();
    }

    @Override
    public void resetReadTimeout() {
        PriorKnowledgeHttp2.resetReadTimeout();
    }

    /** Tomcat wakes only a read, so this looks repeatedly. */
    @Override
    public boolean awaitBody(ServletInputStream body, long millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long pause = 1;
        while (body.available() == 0 && !body.isFinished() && !isDisconnected()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pause));
            pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
        }
        return true;
    }

    @Override
    void beforeClose() {
        handler.resetIncomplete(stream);
    }

    /** Tomcat resets a stream with an unread body when its request ends. An interrupt could close the connection, with all its streams. */
    @Override
    public boolean cancelRead() {
        return false;
    }
}
