package io.dcf.bridge.stream;

import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/** Makes responses that are written event by event. */
@Component
class EventResponses {

    private final OutputJson json;
    private final ProblemWriter problems;
    private final Callers callers;
    private final AsyncTaskExecutor executor;

    EventResponses(OutputJson json, ProblemWriter problems, Callers callers, AsyncTaskExecutor executor) {
        this.executor = executor;
        this.json = json;
        this.problems = problems;
        this.callers = callers;
    }

    /**
     * What deals with a request's events one after the other. In HTTP/1.1 none of them waits, so that any thread will do; in
     * HTTP/2 Tomcat writes to the connection, which all its streams share, until it is written.
     */
    Executor serial(HttpServletRequest request) {
        boolean waits = "HTTP/2.0".equals(request.getProtocol());
        return waits ? MoreExecutors.newSequentialExecutor(executor) : Callers.alone(request);
    }

    /** On the request's own thread; it goes asynchronous. */
    EventResponse start(
            HttpServletRequest request,
            HttpServletResponse response,
            EventFormat format,
            Executor serial,
            EventResponse.Source source)
            throws IOException {
        return new EventResponse(request, response, format, json, problems, callers, serial, source);
    }
}
