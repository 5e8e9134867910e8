package io.dcf.bridge.stream;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.invoker.FunctionStream;
import io.dcf.bridge.invoker.FunctionStreams;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.openapi.ApiStream;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problem.ProblemWriter;
import io.dcf.bridge.problem.Problems;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.security.Grant;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs functions as streams over plain HTTP. */
@RestController
class StreamController {

    private final FunctionStreams functions;
    private final OutputJson json;
    private final ProblemWriter problems;
    private final StreamProperties properties;
    private final AsyncTaskExecutor executor;
    private final long maxBytes;

    StreamController(
            FunctionStreams functions,
            OutputJson json,
            ProblemWriter problems,
            StreamProperties properties,
            LimitsProperties limits,
            AsyncTaskExecutor executor) {
        this.functions = functions;
        this.json = json;
        this.problems = problems;
        this.properties = properties;
        this.executor = executor;
        this.maxBytes = limits.requestSize().toBytes();
    }

    /**
     * Run a function as a stream. Each line of an application/x-ndjson body is an input; a body of any other type is a single input. Each output
     * is sent at once: as a line of NDJSON with one member, json, text or base64, or as a server-sent event 'output' with such a line as its
     * data. An error before the first output is the status of the response; a later one is the last line, with the member 'problem', or the last
     * event. The same address accepts WebSockets, where each frame is an input or an output.
     *
     * @param name the name of the function
     */
    @ApiStream
    @PostMapping(
            path = Routes.STREAM_PATH,
            produces = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    void stream(@PathVariable FunctionName name, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        RequestPermits permits = RequestPermits.of(request);
        permits.acquireStream();
        permits.acquireInvocation(name);
        InputSplitter inputs = inputs(request, permits);
        EventFormat format = EventFormat.accepted(request.getHeader(HttpHeaders.ACCEPT));
        CallContext call = CallContext.required()
                .invoking(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType());
        response.setHeader("X-Call-Id", call.id());
        EventWriter events = new EventWriter(request, response, format, json, problems, properties.heartbeat());
        try (CallContext.Scope scope = call.attach();
                FunctionStream stream = functions.open(name);
                Grant.Watch watch = Grant.of(request).watch(stream::fail);
                InputReader reader = InputReader.start(request, inputs, stream, executor)) {
            new HttpStream(stream, format, json, events, permits).write();
        }
    }

    private InputSplitter inputs(HttpServletRequest request, RequestPermits permits) {
        String type = Objects.requireNonNullElse(request.getContentType(), "")
                .split(";", 2)[0]
                .strip();
        if (type.equalsIgnoreCase(MediaType.APPLICATION_NDJSON_VALUE)) {
            return InputSplitter.lines(json, maxBytes, permits::adjustBodyMemory);
        }
        if (request.getContentLengthLong() > maxBytes) {
            throw new ProblemException(Problems.tooLarge("body", maxBytes));
        }
        return InputSplitter.whole(maxBytes, permits::adjustBodyMemory);
    }
}
