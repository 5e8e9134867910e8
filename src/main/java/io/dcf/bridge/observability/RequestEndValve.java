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

/** Is told of each request once its answer is complete, of refusals of the container too: Tomcat calls that an access log. */
abstract class RequestEndValve extends ValveBase implements AccessLog {

    private boolean requestAttributes;

    RequestEndValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** The answer's status. Of a caller that leaves in its midst Tomcat says 500, and 400 where that cut its body, whatever was said before. */
    static int status(Request request, Response response) {
        int status = response.getStatus();
        boolean doubtful = status == HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if ((doubtful || status == HttpServletResponse.SC_BAD_REQUEST || !response.isCommitted())
                && "CANCELLED".equals(request.getAttribute(ProblemWriter.CODE))) {
            return Problem.CLIENT_CLOSED_REQUEST;
        }
        if (response.isCommitted() && request.getAttribute(ProblemWriter.STATUS) instanceof Integer told) {
            return told;
        }
        return doubtful && isBroken(request, response) ? Problem.CLIENT_CLOSED_REQUEST : status;
    }

    /** Whether nothing more can be read from the caller, or written. */
    private static boolean isBroken(Request request, Response response) {
        AtomicBoolean open = new AtomicBoolean(true);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        return !open.get() && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
    }

    /** Part of Tomcat's interface, for proxies' addresses; none are read here. */
    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        requestAttributes = enabled;
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return requestAttributes;
    }
}
