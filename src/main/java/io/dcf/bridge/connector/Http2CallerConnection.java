package io.dcf.bridge.connector;

import jakarta.servlet.ServletConnection;
import java.time.Duration;

/** A connection of HTTP/2, as one of its streams sees it. */
final class Http2CallerConnection extends CallerConnection {

    private final ServletConnection names;
    private final Http2Handler handler;
    private final int stream;

    Http2CallerConnection(ServletConnection names, Http2Handler handler, int stream) {
        super(names);
        this.names = names;
        this.handler = handler;
        this.stream = stream;
    }

    @Override
    CallerConnection of(String requestId) {
        return new Http2CallerConnection(names, handler, Integer.parseInt(requestId));
    }

    @Override
    public boolean isGone() {
        return handler.isGone(stream);
    }

    @Override
    public void limitReadTimeout(Duration timeout) {
        PlainHttp2.limitReadTimeout(timeout);
    }

    @Override
    public void disableReadTimeout() {
        PlainHttp2.disableReadTimeout();
    }

    @Override
    public void resetReadTimeout() {
        PlainHttp2.resetReadTimeout();
    }

    /** Tomcat resets a stream whose body has not been read to its end. An interrupt could close the connection, with all its streams. */
    @Override
    public boolean endReading() {
        return false;
    }
}
