package io.dcf.bridge.connector;

import jakarta.servlet.ServletConnection;
import org.apache.coyote.Adapter;
import org.apache.coyote.http11.Http11Processor;

/** Tomcat's processor of HTTP/1.1, whose requests come by a {@link CallerConnection}. */
final class HttpProcessor extends Http11Processor {

    HttpProcessor(HttpProtocol protocol, Adapter adapter) {
        super(protocol, adapter);
    }

    @Override
    protected ServletConnection getServletConnection() {
        return new CallerConnection(super.getServletConnection(), this, getSocketWrapper());
    }

    /** Whether nobody is to read more of the request: what comes now belongs to the next. */
    boolean hasReadAll() {
        return isRequestBodyFullyRead();
    }
}
