package io.dcf.bridge.problem;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Answers requests that Tomcat refuses before any filter runs, such as those with an invalid path. */
final class ProblemValve extends ErrorReportValve {

    private final ProblemWriter problems;

    ProblemValve(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        identify(request, response);
        try {
            problems.write(request, response, StatusProblems.of(status));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client has disconnected", e);
        }
    }

    /** Gives an id and a trace to a request that no filter has seen, so that it can be found in the log. */
    private static void identify(Request request, Response response) {
        if (request.getAttribute(CallContext.class.getName()) == null) {
            TraceParent trace =
                    TraceParent.of(request.getHeader(TraceParent.NAME)).orElseGet(TraceParent::random);
            CallContext call = CallContext.of(request.getHeader(CallContext.ID_HEADER), trace, Map.of());
            request.setAttribute(CallContext.class.getName(), call);
            response.setHeader(CallContext.ID_HEADER, call.id());
            response.setHeader(TraceParent.NAME, trace.toString());
        }
    }
}
