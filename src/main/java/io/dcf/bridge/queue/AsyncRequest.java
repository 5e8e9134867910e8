package io.dcf.bridge.queue;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.TraceParent;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.invoker.HeaderLines;
import io.dcf.bridge.invoker.HttpRequestHead;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of an asynchronous invocation, without its body, as it is stored.
 *
 * @param function the name of the function
 * @param calledAs the name as the client wrote it
 * @param method the HTTP method
 * @param target the function's own path and the query
 * @param headers the headers for the function, a line each
 * @param callId the id of the call in logs
 * @param trace the trace that it belongs to
 * @param metadata what the gateway gets besides
 * @param timeout the time budget of an attempt in milliseconds; null if the client names none
 */
public record AsyncRequest(
        String function,
        String calledAs,
        String method,
        String target,
        String headers,
        String callId,
        String trace,
        Map<String, String> metadata,
        @Nullable Long timeout) {

    public AsyncRequest {
        metadata = Map.copyOf(metadata);
    }

    /** @param call the call that submits it */
    public static AsyncRequest of(
            FunctionName function,
            String calledAs,
            String method,
            String target,
            HeaderLines headers,
            CallContext call,
            @Nullable Duration timeout) {
        return new AsyncRequest(
                function.value(),
                calledAs,
                method,
                target,
                headers.text(),
                call.id(),
                call.trace().toString(),
                call.headers(),
                timeout == null ? null : timeout.toMillis());
    }

    public FunctionName name() {
        return new FunctionName(function);
    }

    public HttpRequestHead head() {
        return new HttpRequestHead(method, target, HeaderLines.of(headers), false);
    }

    /** The context of an attempt, whose time begins now. */
    public CallContext call() {
        TraceParent parent = TraceParent.of(trace).orElseGet(TraceParent::random);
        return new CallContext(callId, parent, null, metadata)
                .within(timeout == null ? null : Duration.ofMillis(timeout));
    }
}
