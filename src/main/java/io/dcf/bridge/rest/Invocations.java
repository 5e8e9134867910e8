package io.dcf.bridge.rest;

import io.dcf.bridge.connector.Callers;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionInvoker;
import io.dcf.bridge.limit.Place;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Carries invocations: the body's bytes in, the output's bytes out, and no thread held in between. */
@Component
class Invocations {

    private final FunctionInvoker functions;
    private final Bodies bodies;
    private final Callers callers;
    private final ProblemWriter problems;
    private final AsyncTaskExecutor executor;

    Invocations(
            FunctionInvoker functions,
            Bodies bodies,
            Callers callers,
            ProblemWriter problems,
            AsyncTaskExecutor executor) {
        this.functions = functions;
        this.bodies = bodies;
        this.callers = callers;
        this.problems = problems;
        this.executor = executor;
    }

    /** Starts the invocation that a request asks for; the response is completed once the function has answered. */
    void start(FunctionName name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        Place.of(request).enter(name);
        bodies.read(request, response, input -> start(name, input, request, response, start));
    }

    private void start(
            FunctionName name,
            FunctionInput input,
            HttpServletRequest request,
            HttpServletResponse response,
            long start) {
        boolean wantsBytes = wantsBytes(request);
        Call call = Call.required()
                .invoking(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType());
        response.setHeader("X-Call-Id", call.id());
        CompletableFuture<FunctionOutput> reply;
        try (Call.Scope scope = call.attach()) {
            reply = wantsBytes ? functions.invokeForBytes(name, input) : functions.invoke(name, input);
        }
        new InvocationAnswer(request, response, problems, executor, wantsBytes, start).of(reply, callers);
    }

    /** Whether the caller names the type that any bytes are of, rather than to take whatever comes. */
    private static boolean wantsBytes(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_OCTET_STREAM_VALUE);
    }
}
