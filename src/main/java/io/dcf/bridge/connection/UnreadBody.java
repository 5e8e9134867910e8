package io.dcf.bridge.connection;

import org.apache.coyote.ErrorState;
import org.apache.coyote.Request;
import org.apache.coyote.Response;

/**
 * The rest of a request's body, which no code reads. It is dropped if it is short; otherwise the connection closes after the response, which
 * announces that.
 *
 * <p>Tomcat 11.0.27 reads an unread body to its end, as slowly as it arrives, or resets the connection:
 * docs/decisions/0035-unread-request-bodies.md. Remove when: Tomcat closes connections as RFC 9112, 9.6 describes.
 */
final class UnreadBody {

    private static final int FIRST_ERROR = 400;

    private final HttpProcessor processor;
    private final Response response;
    private final BodyDrainer drainer;
    private volatile boolean readElsewhere;
    private boolean left;

    UnreadBody(HttpProcessor processor, Request request, Response response) {
        this.processor = processor;
        this.response = response;
        this.drainer = new BodyDrainer(processor, request);
    }

    /** Called before the next request. */
    void reset() {
        readElsewhere = false;
        left = false;
    }

    /** Whether the connection closes with unread input. */
    boolean isLeft() {
        return left;
    }

    /** Sets whether another thread reads the body than the one that writes the response. */
    void setReadElsewhere(boolean elsewhere) {
        readElsewhere = elsewhere;
    }

    /**
     * Drops the rest of a body, as far as it has arrived or arrives shortly. If more of it follows, the response says that the connection closes.
     * More may always follow in chunks: Tomcat would wait for the rest of a chunk's head.
     */
    void drop() {
        if (processor.hasReadAll()) {
            return;
        }
        drainer.drain();
        if (!processor.hasReadAll()) {
            processor.keepBodyUnread();
            closeAfterResponse();
        }
    }

    /** Called before the head of a response is written. Unless it is an error, another thread may still read the body. */
    void beforeHead() {
        if (!readElsewhere) {
            drop();
        } else if (isError(response) && !processor.hasReadAll()) {
            closeAfterResponse();
        }
    }

    static boolean isError(Response response) {
        return response.getStatus() >= FIRST_ERROR;
    }

    /** Without this, Tomcat closes the connection without a header that announces it. */
    private void closeAfterResponse() {
        if (response.isCommitted() && !left) {
            int status = response.getStatus();
            processor.setErrorState(ErrorState.CLOSE_CLEAN, null);
            response.setErrorReported(); // otherwise Tomcat closes the connection at once
            response.setStatus(status);
        }
        announceClose();
    }

    void announceClose() {
        left = true;
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
    }
}
