package io.dcf.bridge.tomcat;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.time.Duration;

/** A connection of HTTP/2, as one of its streams sees it. */
final class Http2DisconnectDetector extends DisconnectDetector {

    private final ServletConnection names;
    private final Http2Handler handler;
    private final int stream;

    Http2DisconnectDetector(ServletConnection names, Http2Handler handler, int stream) {
        super(names);
        this.names = names;
        this.handler = handler;
        this.stream = stream;
    }

    @Override
    DisconnectDetector of(String requestId) {
        return new Http2DisconnectDetector(names, handler, Integer.parseInt(requestId));
    }

    @Override
    public boolean isGone() {
        return handler.isGone(stream);
    }

    /** Tomcat takes it for the end of a body when its stream is reset, by the caller or, for a wrong length, by Tomcat. */
    @Override
    public void requireWholeBody(HttpServletRequest request, long received) throws EOFException {
        super.requireWholeBody(request, received);
        if (isGone() || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null) {
            throw new EOFException("the stream was reset");
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

    @Override
    void beforeClose() {
        handler.forgetEnd(stream);
    }

    /** Tomcat resets a stream whose body has not been read to its end. An interrupt could close the connection, with all its streams. */
    @Override
    public boolean endReading() {
        return false;
    }
}
