package io.dcf.bridge.connection;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.CloseNowException;

/** Closes the connection, or resets the HTTP/2 stream, of a response that has begun and cannot be completed. */
public final class BrokenResponseValve extends ValveBase {

    /** The request attribute that marks such a response. */
    public static final String BROKEN = BrokenResponseValve.class.getName();

    BrokenResponseValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (request.getAttribute(BROKEN) != null) {
            DisconnectDetector.of(request).beforeClose();
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, new CloseNowException());
        }
    }
}
