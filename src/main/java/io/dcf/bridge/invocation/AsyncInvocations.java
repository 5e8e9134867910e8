package io.dcf.bridge.invocation;

import io.dcf.bridge.async.InvocationQueue;
import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.callback.CallbackUrls;
import io.dcf.bridge.http.RequestBodies;
import io.dcf.bridge.http.TimeoutHeaders;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.queue.AsyncProperties;
import io.dcf.bridge.queue.AsyncRequest;
import io.dcf.bridge.queue.InvocationStatus;
import io.dcf.bridge.queue.Submission;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Queues invocations instead of waiting for their functions. */
@Component
public class AsyncInvocations {

    private final InvocationQueue queue;
    private final AsyncProperties properties;
    private final RequestBodies bodies;
    private final RequestHeaders headers;
    private final FunctionAnnotations annotations;
    private final CallbackUrls callbackUrls;
    private final JsonMapper json;

    AsyncInvocations(
            InvocationQueue queue,
            AsyncProperties properties,
            RequestBodies bodies,
            RequestHeaders headers,
            FunctionAnnotations annotations,
            CallbackUrls callbackUrls,
            JsonMapper json) {
        this.queue = queue;
        this.properties = properties;
        this.bodies = bodies;
        this.headers = headers;
        this.annotations = annotations;
        this.callbackUrls = callbackUrls;
        this.json = json;
    }

    /** Whether the client prefers that its request is accepted at once, and answered later. */
    static boolean isAsked(HttpServletRequest request) {
        return Preferences.respondAsync(request);
    }

    /** Answers with 202 and the state of the queued invocation. */
    void answer(FunctionPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Map<String, String> found = annotations.of(path.function(), true);
        InvocationStatus status = submit(path, path.function().value(), found, request, response);
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setHeader("Preference-Applied", "respond-async");
        response.setHeader(HttpHeaders.LOCATION, InvocationLinks.of(request, status.id()));
        byte[] body = json.writeValueAsBytes(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * Queues an invocation of a function, whether it exists or not; if not, the invocation fails. Returns once it is stored. Throws what a
     * synchronous invocation throws before it calls the function.
     *
     * @param path the function, and what is below its address
     * @param calledAs the function's name as the client wrote it
     */
    public InvocationStatus submit(
            FunctionPath path, String calledAs, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return submit(path, calledAs, annotations.of(path.function(), false), request, response);
    }

    private InvocationStatus submit(
            FunctionPath path,
            String calledAs,
            Map<String, String> found,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RetryOptions retry = RetryOptions.of(request, found, properties.attempts());
        String callbackUrl = request.getHeader(CallbackUrls.HEADER);
        if (callbackUrl != null) {
            callbackUrls.check(callbackUrl);
        }
        RequestPermits.of(request).acquireInvocation(path.function());
        byte[] body = bodies.read(request, response).open().readAllBytes();
        String target = path.target(request);
        CallContext call = Invocations.call(request);
        response.setHeader("X-Call-Id", call.id());
        AsyncRequest stored = AsyncRequest.of(
                path.function(),
                calledAs,
                request.getMethod(),
                target,
                headers.of(request, path, call, body.length),
                call,
                TimeoutHeaders.of(request));
        Submission.Idempotency idempotency = IdempotencyKey.of(request, stored.function(), target, body);
        return queue.submit(new Submission(stored, body, retry.attempts(), retry.any(), idempotency, callbackUrl));
    }
}
