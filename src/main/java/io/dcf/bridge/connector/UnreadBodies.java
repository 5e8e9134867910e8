package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Keeps Tomcat from reading, to the end and on the request's thread, bodies of requests that have been answered without: whoever sends one
 * byte now and again would hold the thread for ever.
 */
final class UnreadBodies extends ValveBase {

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.getCoyoteRequest().isFinished()
                && request.getServletConnection() instanceof Http1CallerConnection connection) {
            connection.abandonBody();
        }
    }
}
