package io.dcf.bridge.observability;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Runs at the end of each request, including those that Tomcat itself refuses. It is an {@link AccessLog}, since Tomcat
 * has no other hook there.
 */
abstract class RequestEndValve extends ValveBase implements AccessLog {

    private boolean requestAttributes;

    RequestEndValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /**
     * The status of the response. Where the client disconnected, Tomcat says 500, or 400 for an incomplete body, and
     * the client saw neither.
     */
    static int status(Request request, Response response) {
        int status = response.getStatus();
        boolean unreliable = status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if ((unreliable || status == HttpServletResponse.SC_BAD_REQUEST || !response.isCommitted())
                && "CANCELLED".equals(request.getAttribute(ProblemWriter.CODE))) {
            return Problem.CLIENT_CLOSED_REQUEST;
        }
        if (response.isCommitted() && request.getAttribute(ProblemWriter.STATUS) instanceof Integer written) {
            return written;
        }
        return unreliable && isBroken(request, response) ? Problem.CLIENT_CLOSED_REQUEST : status;
    }

    /** Whether the connection can no longer be read or written. */
    private static boolean isBroken(Request request, Response response) {
        AtomicBoolean open = new AtomicBoolean(true);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        return !open.get() && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
    }

    /** Part of {@link AccessLog}, for addresses of proxies; not used here. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        requestAttributes = enabled;
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return requestAttributes;
    }
}
