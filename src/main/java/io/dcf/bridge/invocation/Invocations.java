package io.dcf.bridge.invocation;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.http.RequestBodies;
import io.dcf.bridge.http.StartTime;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.FunctionInvoker;
import io.dcf.bridge.limit.RequestPermits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Handles invocations: reads the body, calls the function and writes its output, all on the thread of the request. */
@Component
class Invocations {

    private final FunctionInvoker functions;
    private final RequestBodies bodies;

    Invocations(FunctionInvoker functions, RequestBodies bodies) {
        this.functions = functions;
        this.bodies = bodies;
    }

    /**
     * Returns when the output is written. Throws what {@link RequestBodies#read} and {@link FunctionInvoker#invoke} throw, a
     * {@code LimitException} if a limit for invocations or output is reached, and an {@link IOException} if the client has disconnected.
     */
    void answer(FunctionName name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        RequestPermits permits = RequestPermits.of(request);
        permits.acquireInvocation(name);
        FunctionInput input = bodies.read(request, response);
        boolean wantsBytes = OutputWriter.wantsBytes(request);
        CallContext call = call(request);
        response.setHeader("X-Call-Id", call.id());
        response.setHeader(StartTime.HEADER, StartTime.now());
        FunctionOutput output;
        try (CallContext.Scope scope = call.attach()) {
            output = functions.invoke(name, input, DisconnectDetector.of(request)::isDisconnected);
            permits.adjustMemory(output.bytes().length);
        } finally {
            OutputWriter.setDuration(response, start);
        }
        OutputWriter.write(output, wantsBytes, response);
    }

    /** The current call, with what the gateway gets of the request. */
    static CallContext call(HttpServletRequest request) {
        return CallContext.required()
                .invoking(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType());
    }
}
