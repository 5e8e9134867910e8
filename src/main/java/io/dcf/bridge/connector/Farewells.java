package io.dcf.bridge.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Says with each answer that its connection is not kept, once the bridge is about to stop. HTTP/2 has a frame for that. */
final class Farewells extends ValveBase {

    private final Leaving leaving;

    Farewells(Leaving leaving) {
        super(true);
        this.leaving = leaving;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (leaving.hasBegun() && "HTTP/1.1".equals(request.getProtocol())) {
            response.setHeader("Connection", "close");
        }
        getNext().invoke(request, response);
    }
}
