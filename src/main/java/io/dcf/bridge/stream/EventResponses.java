package io.dcf.bridge.stream;

import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/** Makes responses that are written event by event. */
@Component
class EventResponses {

    private final OutputJson json;
    private final ProblemWriter problems;
    private final Callers callers;

    EventResponses(OutputJson json, ProblemWriter problems, Callers callers) {
        this.json = json;
        this.problems = problems;
        this.callers = callers;
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
