package io.dcf.bridge.connector;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Tomcat's processor of HTTP/1.1, whose requests come by a {@link CallerConnection}. Heads have to arrive in time, where Tomcat's patience is
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
    private final UnwantedBody unwanted;
    private volatile int turn;

    HttpProcessor(HttpProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
        this.protocol = protocol;
        this.unwanted = new UnwantedBody(this, request);
        request.setNote(NOTE, this);
    }

    @Override
    protected ServletConnection getServletConnection() {
        return new CallerConnection(super.getServletConnection(), this, getSocketWrapper());
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

    /** Another number for each request. */
    int turn() {
        return turn;
    }

    void hangUp() {
        action(ActionCode.CLOSE_NOW, null);
    }

    /** What is left to be written when a request is completed may fail, which Tomcat would then never call its end. */
    @Override
    public SocketState asyncPostProcess() throws IOException {
        try {
            return super.asyncPostProcess();
        } catch (IOException e) {
            setErrorState(ErrorState.CLOSE_CONNECTION_NOW, e);
            AtomicBoolean completing = new AtomicBoolean();
            action(ActionCode.ASYNC_IS_COMPLETING, completing);
            if (!completing.get()) {
                action(ActionCode.ASYNC_COMPLETE, null);
            }
            return super.asyncPostProcess();
        }
    }

    /** Called for what has come of a head, however little, so that one which trickles is noticed as it does. */
    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
        turn++;
        long begun = request.getStartTimeNanos();
        if (begun != -1 && System.nanoTime() - begun > protocol.headTime().toNanos()) {
            return SocketState.CLOSED;
        }
        return super.service(socket);
    }

    @Override
    protected void setErrorState(ErrorState state, @Nullable Throwable cause) {
        if (response.getStatus() == BAD_REQUEST && isHeadTooLarge()) {
            response.setStatus(request.requestURI().isNull() ? URI_TOO_LONG : HEADERS_TOO_LARGE);
        }
        super.setErrorState(state, cause);
    }

    private boolean isHeadTooLarge() {
        return request.getRequestProcessor().getStage() < Constants.STAGE_SERVICE
                && (((ApplicationBufferHandler) request.getInputBuffer())
                                        .getByteBuffer()
                                        .position()
                                >= protocol.getMaxHttpRequestHeaderSize()
                        || request.getMimeHeaders().size() >= protocol.getMaxHeaderCount());
    }

    /** The end of a request that was answered later than its thread went. */
    @Override
    protected SocketState dispatchEndRequest() {
        abandonBody();
        SocketState state = super.dispatchEndRequest();
        return getErrorState().isError() ? SocketState.CLOSED : state;
    }

    /**
     * Drops a body that nobody wants, as far as it has come or comes in a moment; where there is more to come, the connection is not kept,
     * and its caller is told so. What comes in chunks has more to come: Tomcat would wait for the end of a chunk's head that has begun.
     */
    void abandonBody() {
        try {
            unwanted.drop();
        } catch (IOException e) {
            getLog().debug("the caller is gone, or sends no more", e);
        }
        if (!isRequestBodyFullyRead()) {
            disableSwallowRequest();
            part();
        }
    }

    /** Left alone, Tomcat would close the connection without a word, and make the answer's status 500. */
    private void part() {
        response.setHeader("Connection", "close");
        if (response.isCommitted()) {
            int status = response.getStatus();
            setErrorState(ErrorState.CLOSE_CLEAN, null);
            response.setStatus(status);
        }
    }

    /** The processor of a request, where one of these is. */
    static @Nullable HttpProcessor of(Request request) {
        return (HttpProcessor) request.getNote(NOTE);
    }

    /** Called before the head of an answer is written. One that is no refusal may come while its request's body still does. */
    void beforeHead() {
        if (isRequestBodyFullyRead() || response.getStatus() < REFUSALS && isAsync()) {
            return;
        }
        if (request.getReadListener() == null) {
            abandonBody();
        } else {
            part(); // another thread may be reading it
        }
    }

    /** How much of the body is there to be read. */
    int available() {
        return available(request.getReadListener() == null);
    }
}
