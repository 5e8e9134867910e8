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
 * </ul>
 */
final class HttpProcessor extends Http11Processor {

    /** Tomcat leaves the notes from 17 on to applications. */
    private static final int NOTE = 17;

    private final HttpProtocol protocol;
    private final UnreadBody body;

    HttpProcessor(HttpProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
        this.body = new UnreadBody(this, request, response);
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

    /** Keeps Tomcat from reading the rest of the body. */
    void keepBodyUnread() {
        disableSwallowRequest();
    }

    UnreadBody body() {
        return body;
    }

    /** Closes the connection without completing the response. */
    void abortResponse() {
        action(ActionCode.CLOSE_NOW, null);
    }

    /** Tomcat calls this whenever a part of a head arrives, so that a head which arrives slowly is noticed. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        body.reset();
        long started = request.getStartTimeNanos();
        if (started != -1 && System.nanoTime() - started > protocol.headTime().toNanos()) {
            return SocketState.CLOSED;
        }
        SocketState next = super.service(socket);
        if (next == SocketState.CLOSED && body.isLeft() && getErrorState().isIoAllowed()) {
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
        if (state == ErrorState.CLOSE_CLEAN && UnreadBody.isError(response)) {
            body.announceClose();
        }
    }

    /** The processor of a request, or null if another processor serves it. */
    static @Nullable HttpProcessor of(Request request) {
        return (HttpProcessor) request.getNote(NOTE);
    }

    /** How many bytes of the body can be read without waiting. */
    int available() {
        return available(true);
    }
}
