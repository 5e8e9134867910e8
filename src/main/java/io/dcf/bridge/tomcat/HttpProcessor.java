package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's processor of HTTP/1.1, whose requests come by a {@link DisconnectDetector}. Heads have to arrive in time, where Tomcat's patience is
 * for each read alone; one that is too large is told from one that is no HTTP; and nobody waits for a body that was refused.
 */
final class HttpProcessor extends Http11Processor {

    private static final int BAD_REQUEST = 400;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int REFUSALS = 400;

    /** Tomcat leaves notes from 17 on to others. */
    private static final int NOTE = 17;

    private final HttpProtocol protocol;
    private final BodyDrainer drainer;
    private volatile boolean bodyIsReadApart;
    private boolean inputIsUnread;

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

    /** Whether nobody is to read more of the request: what comes now belongs to the next. */
    boolean hasReadAll() {
        return isRequestBodyFullyRead();
    }

    void hangUp() {
        action(ActionCode.CLOSE_NOW, null);
    }

    /** Called for what has come of a head, however little, so that one which trickles is noticed as it does. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        bodyIsReadApart = false;
        inputIsUnread = false;
        long begun = request.getStartTimeNanos();
        if (begun != -1 && System.nanoTime() - begun > protocol.headTime().toNanos()) {
            return SocketState.CLOSED;
        }
        SocketState next = super.service(socket);
        if (next == SocketState.CLOSED && inputIsUnread) {
            drainBeforeClose();
        }
        return next;
    }

    private void drainBeforeClose() {
        try {
            if (getErrorState().isIoAllowed()) {
                drainer.drainBeforeClose();
            }
        } catch (IOException e) {
            getLog().debug("the caller is gone, or sends no more", e);
        }
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        if (response.getStatus() == BAD_REQUEST && isHeadTooLarge()) {
            response.setStatus(request.requestURI().isNull() ? URI_TOO_LONG : HEADERS_TOO_LARGE);
        }
        super.setErrorState(state, cause);
        if (state == ErrorState.CLOSE_CLEAN && response.getStatus() >= REFUSALS) {
            leaveInputUnread();
        }
    }

    private boolean isHeadTooLarge() {
        return request.getRequestProcessor().getStage() < Constants.STAGE_SERVICE
                && (((ApplicationBufferHandler) request.getInputBuffer())
                                        .getByteBuffer()
                                        .position()
                                >= protocol.getMaxHttpRequestHeaderSize()
                        || request.getMimeHeaders().size() >= protocol.getMaxHeaderCount());
    }

    /**
     * Drops a body that nobody wants, as far as it has come or comes in a moment; where there is more to come, the connection is not kept,
     * and its caller is told so. What comes in chunks has more to come: Tomcat would wait for the end of a chunk's head that has begun.
     */
    void abandonBody() {
        if (isRequestBodyFullyRead()) {
            return;
        }
        try {
            drainer.drain();
        } catch (IOException e) {
            getLog().debug("the caller is gone, or sends no more", e);
        }
        if (!isRequestBodyFullyRead()) {
            disableSwallowRequest();
            closeAfterResponse();
        }
    }

    /** Left alone, Tomcat would close the connection without a header that says so. */
    private void closeAfterResponse() {
        if (response.isCommitted() && !inputIsUnread) {
            int status = response.getStatus();
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            response.setErrorReported(); // there is nothing to report, and Tomcat would close the connection at once
            response.setStatus(status);
        }
        leaveInputUnread();
    }

    private void leaveInputUnread() {
        inputIsUnread = true;
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }

    /** The processor of a request, where one of these is. */
    static @Nullable HttpProcessor of(Request request) {
        return (HttpProcessor) request.getNote(NOTE);
    }

    /** Called before the head of a response is written. One that is no refusal may come while another thread still reads the body. */
    void beforeHead() {
        if (!bodyIsReadApart) {
            abandonBody();
        } else if (response.getStatus() >= REFUSALS && !isRequestBodyFullyRead()) {
            closeAfterResponse();
        }
    }

    void setBodyReadApart(boolean apart) {
        bodyIsReadApart = apart;
    }

    /** How much of the body is there to be read. */
    int available() {
        return available(true);
    }
}
