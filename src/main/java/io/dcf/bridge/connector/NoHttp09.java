package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Closes the door of HTTP/0.9, which Tomcat leaves open: a line without a version would be answered without a status or a header. */
final class NoHttp09 extends ValveBase {

    NoHttp09() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String protocol = request.getProtocol();
        if (protocol == null || protocol.isEmpty()) {
            response.sendError(HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);
        } else {
            getNext().invoke(request, response);
        }
    }
}
