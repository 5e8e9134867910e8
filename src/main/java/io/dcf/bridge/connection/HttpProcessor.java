package io.dcf.bridge.connection;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP/1.1 processor, with workarounds for Tomcat 11.0.27 (docs/decisions/0034, 0035 and 0038). Remove each part when Tomcat does it:
 *
 * <ul>
 *   <li>A blocking request cannot ask whether its client has disconnected. Here its connection is a {@link DisconnectDetector}. Remove when: the
 *       Servlet API or Tomcat offers it.
 *   <li>The timeout is for each read of a head. Here it is for the whole head as well. Remove when: Tomcat has a timeout for the whole head.
 *   <li>The status of a head that is too large is 400. Here it is 414 or 431. Remove when: Tomcat answers so.
 *   <li>An unread body is read to its end, as slowly as it arrives, or the connection is reset. Here {@link BodyDrainer} and {@link
 *       LingeringClose} read for a limited time.
 *       Remove when: Tomcat closes connections as RFC 9112, 9.6 describes.
 * </ul>
 */
final class HttpProcessor extends Http11Processor {

    private static final int FIRST_ERROR = 400;

    /** Tomcat leaves the notes from 17 on to applications. */
    private static final int NOTE = 17;

    private final HttpProtocol protocol;
    private final BodyDrainer drainer;
    private volatile boolean bodyReadElsewhere;
    private boolean inputUnread;

    HttpProcessor(HttpProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
        this.drainer = new BodyDrainer(this, request);
        request.setNote(NOTE, this);
    }

    @Override
    protected ServletConnection getServletConnection() {
        return new Http1DisconnectDetector(super.getServletConnection(), this, getSocketWrapper());
    }

    HttpProtocol protocol() {
        return protocol;
    }

    SocketWrapperBase<?> socket() {
        return getSocketWrapper();
    }

    /** Whether the whole request has been read, so that further input belongs to the next one. */
    boolean hasReadAll() {
        return isRequestBodyFullyRead();
    }

    /** Closes the connection without completing the response. */
    void abortResponse() {
        action(ActionCode.CLOSE_NOW, null);
    }

    /** Tomcat calls this whenever a part of a head arrives, so that a head which arrives slowly is noticed. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        bodyReadElsewhere = false;
        inputUnread = false;
        long started = request.getStartTimeNanos();
        if (started != -1 && System.nanoTime() - started > protocol.headTime().toNanos()) {
            return SocketState.CLOSED;
        }
        SocketState next = super.service(socket);
        if (next == SocketState.CLOSED && inputUnread && getErrorState().isIoAllowed()) {
            LingeringClose.drain(socket, protocol.waiters());
        }
        return next;
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        if (HeadSize.isExceeded(request, response, protocol)) {
            response.setStatus(HeadSize.status(request));
        }
        super.setErrorState(state, cause);
        if (state == ErrorState.CLOSE_CLEAN && response.getStatus() >= FIRST_ERROR) {
            announceClose();
        }
    }

    /**
     * Drops the rest of a body, as far as it has arrived or arrives shortly. If more of it follows, the response says that the connection closes.
     * More may always follow in chunks: Tomcat would wait for the rest of a chunk's head.
     */
    void dropBody() {
        if (isRequestBodyFullyRead()) {
            return;
        }
        drainer.drain();
        if (!isRequestBodyFullyRead()) {
            disableSwallowRequest();
            closeAfterResponse();
        }
    }

    /** Without this, Tomcat closes the connection without a header that announces it. */
    private void closeAfterResponse() {
        if (response.isCommitted() && !inputUnread) {
            int status = response.getStatus();
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            response.setErrorReported(); // otherwise Tomcat closes the connection at once
            response.setStatus(status);
        }
        announceClose();
    }

    private void announceClose() {
        inputUnread = true;
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }

    /** The processor of a request, or null if another processor serves it. */
    static @Nullable HttpProcessor of(Request request) {
        return (HttpProcessor) request.getNote(NOTE);
    }

    /** Called before the head of a response is written. Unless it is an error, another thread may still read the body. */
    void beforeHead() {
        if (!bodyReadElsewhere) {
            dropBody();
        } else if (response.getStatus() >= FIRST_ERROR && !isRequestBodyFullyRead()) {
            closeAfterResponse();
        }
    }

    void setBodyReadElsewhere(boolean elsewhere) {
        bodyReadElsewhere = elsewhere;
    }

    /** How many bytes of the body can be read without waiting. */
    int available() {
        return available(true);
    }
}
