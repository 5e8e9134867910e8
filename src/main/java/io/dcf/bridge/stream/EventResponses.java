package io.dcf.bridge.stream;

import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.Uninterruptibles;
import io.dcf.bridge.connector.AfterFilters;
import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
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
     * What deals with a request's events one after the other, once its own thread has left all filters. In HTTP/1.1 none of them waits, so that any
     * thread will do; in HTTP/2 they wait for the caller, see {@link EventResponse}.
     */
    Executor serial(HttpServletRequest request) {
        if (!EventResponse.waits(request)) {
            return Callers.alone(request);
        }
        Executor serial = MoreExecutors.newSequentialExecutor(executor);
        CountDownLatch through = new CountDownLatch(1);
        AfterFilters.run(request, through::countDown);
        serial.execute(() -> Uninterruptibles.awaitUninterruptibly(through));
        return serial;
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
