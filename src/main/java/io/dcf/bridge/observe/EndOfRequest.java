package io.dcf.bridge.observe;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Is told of each request once its answer is complete, of refusals of the container too: Tomcat calls that an access log. */
abstract class EndOfRequest extends ValveBase implements AccessLog {

    private boolean requestAttributes;

    EndOfRequest() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
    }

    /** The answer's status. Of a caller that leaves in its midst, Tomcat says 500 whatever was said before. */
    static int status(Request request, Response response) {
        boolean untold =
                !response.isCommitted() || response.getStatus() == HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        return untold && "CANCELLED".equals(request.getAttribute(ProblemWriter.CODE))
                ? Problem.CLIENT_CLOSED_REQUEST
                : response.getStatus();
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
