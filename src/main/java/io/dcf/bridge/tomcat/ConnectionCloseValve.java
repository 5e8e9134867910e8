package io.dcf.bridge.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Announces with the response that its HTTP/1.1 connection is closed: when the bridge stops, and when the request has a body that nobody has
 * read, which Tomcat would read to its end on the request's thread. HTTP/2 has frames for both.
 */
final class ConnectionCloseValve extends ValveBase {

    private final ShutdownDelay leaving;

    ConnectionCloseValve(ShutdownDelay leaving) {
        super(true);
        this.leaving = leaving;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getServletConnection() instanceof Http1DisconnectDetector connection) {
            if (leaving.hasBegun()) {
                response.setHeader("Connection", "close");
            }
            getNext().invoke(request, response);
            connection.abandonBody();
        } else {
            getNext().invoke(request, response);
        }
    }
}
