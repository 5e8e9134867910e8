package io.dcf.bridge.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Announces in a response that its HTTP/1.1 connection closes: at shutdown, and when an unread body is not worth waiting for. HTTP/2 has frames for
 * both.
 */
final class ConnectionCloseValve extends ValveBase {

    private final ShutdownDelay shutdown;

    ConnectionCloseValve(ShutdownDelay shutdown) {
        super(true);
        this.shutdown = shutdown;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getServletConnection() instanceof Http1DisconnectDetector connection) {
            if (shutdown.hasStarted()) {
                response.setHeader("Connection", "close");
            }
            getNext().invoke(request, response);
            connection.dropBody();
        } else {
            getNext().invoke(request, response);
        }
    }
}
