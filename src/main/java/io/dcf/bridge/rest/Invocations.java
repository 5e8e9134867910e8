package io.dcf.bridge.rest;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionGateway;
import io.dcf.bridge.problem.ProblemAdvice;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Carries an invocation: the body's bytes in, the output's bytes out, and no thread held in between. */
@Component
class Invocations {

    private static final Logger log = LoggerFactory.getLogger(Invocations.class);
    private static final double NANOS_PER_SECOND = 1e9;

    private final FunctionGateway gateway;
    private final ProblemAdvice problems;

    Invocations(FunctionGateway gateway, ProblemAdvice problems) {
        this.gateway = gateway;
        this.problems = problems;
    }

    /** Starts the invocation that a request asks for; the response is completed once the function has answered. */
    void start(FunctionName name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        byte[] input = request.getInputStream().readAllBytes();
        Call call = Call.required().with(metadata(request));
        response.setHeader("X-Call-Id", call.id());
        CompletableFuture<byte[]> reply;
        try (Call.Scope scope = call.attach()) {
            reply = gateway.invoke(name, input);
        }
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // the call has a deadline of its own
        async.addListener(new CancelWhenGone(reply));
        reply.whenComplete((output, failure) -> {
            if (!reply.isCancelled()) {
                response.setHeader(
                        "X-Duration-Seconds",
                        String.format(Locale.ROOT, "%.6f", (System.nanoTime() - start) / NANOS_PER_SECOND));
                answer(async, request, response, output, failure);
            }
        });
    }

    /** What is larger than the buffer may have to wait for a slow reader, which the thread that reads answers must not. */
    private void answer(
            AsyncContext async,
            HttpServletRequest request,
            HttpServletResponse response,
            byte @Nullable [] output,
            @Nullable Throwable failure) {
        Runnable write = () -> {
            try {
                if (output == null) {
                    problems.answer(
                            failure == null ? new IllegalStateException("no output") : failure, request, response);
                } else {
                    response.setContentType("text/plain;charset=UTF-8");
                    response.setContentLength(output.length);
                    response.getOutputStream().write(output);
                }
            } catch (IOException e) {
                log.debug("the caller is gone", e);
            } finally {
                async.complete();
            }
        };
        if (output != null && output.length > response.getBufferSize()) {
            try {
                async.start(write);
            } catch (RejectedExecutionException e) {
                write.run(); // the pool is shutting down
            }
        } else {
            write.run();
        }
    }

    /** What of the request a function may want to know, for gateways that read it. */
    private static Map<String, String> metadata(HttpServletRequest request) {
        Map<String, String> metadata = new HashMap<>();
        put(metadata, "x-http-method", request.getMethod());
        put(metadata, "x-http-path", request.getRequestURI());
        put(metadata, "x-http-query", request.getQueryString());
        put(metadata, "x-http-content-type", request.getHeader(HttpHeaders.CONTENT_TYPE));
        return metadata;
    }

    private static void put(Map<String, String> metadata, String name, @Nullable String value) {
        if (value != null && Call.isMetadata(value)) {
            metadata.put(name, value);
        }
    }

    private record CancelWhenGone(CompletableFuture<byte[]> reply) implements AsyncListener {

        @Override
        public void onError(AsyncEvent event) {
            reply.cancel(true);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            reply.cancel(true);
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
