package io.dcf.bridge.rest;

import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.Call;
import io.dcf.bridge.gateway.FunctionInvoker;
import io.dcf.bridge.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Carries an invocation: the body's bytes in, the output's bytes out, and no thread held in between. */
@Component
class Invocations {

    private static final Logger log = LoggerFactory.getLogger(Invocations.class);
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final double NANOS_PER_SECOND = 1e9;

    private final FunctionInvoker functions;
    private final ProblemWriter problems;

    Invocations(FunctionInvoker functions, ProblemWriter problems) {
        this.functions = functions;
        this.problems = problems;
    }

    /** Starts the invocation that a request asks for; the response is completed once the function has answered. */
    void start(FunctionName name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        byte[] input = request.getInputStream().readAllBytes();
        Call call = Call.required().with(metadata(request));
        response.setHeader("X-Call-Id", call.id());
        CompletableFuture<FunctionOutput> reply;
        try (Call.Scope scope = call.attach()) {
            reply = functions.invoke(name, input);
        }
        int buffer = response.getBufferSize();
        AsyncContext async = request.startAsync();
        async.setTimeout(0); // the call has a deadline of its own
        reply.whenComplete((output, failure) -> {
            String seconds = String.format(Locale.ROOT, "%.6f", (System.nanoTime() - start) / NANOS_PER_SECOND);
            Answer answer = () -> {
                response.setHeader("X-Duration-Seconds", seconds);
                if (output == null) {
                    problems.write(request, response, failure);
                } else {
                    write(response, output);
                }
            };
            if (output != null && output.bytes().length > buffer) {
                completeElsewhere(async, answer);
            } else {
                complete(async, answer);
            }
        });
    }

    private static void write(HttpServletResponse response, FunctionOutput output) throws IOException {
        response.setStatus(output.status());
        if (output.status() == HttpServletResponse.SC_NO_CONTENT
                || output.status() == HttpServletResponse.SC_NOT_MODIFIED) {
            return; // these have no body
        }
        response.setContentType(contentType(output));
        response.setHeader(
                "X-Content-Type-Options", "nosniff"); // whatever a function says, it is not to become a script
        response.setContentLength(output.bytes().length);
        response.getOutputStream().write(output.bytes());
    }

    private static String contentType(FunctionOutput output) {
        if (output.contentType() == null) {
            return TEXT;
        }
        try {
            return MediaType.parseMediaType(output.contentType()).toString();
        } catch (InvalidMediaTypeException e) {
            return TEXT;
        }
    }

    /** What is larger than the buffer may have to wait for a slow reader, which the thread that reads answers must not. */
    private static void completeElsewhere(AsyncContext async, Answer answer) {
        try {
            async.start(() -> complete(async, answer));
        } catch (RuntimeException e) {
            complete(async, answer); // no pool takes it any more: the bridge is shutting down
        }
    }

    private static void complete(AsyncContext async, Answer answer) {
        try {
            answer.write();
        } catch (IOException e) {
            log.debug("the caller is gone", e);
        } catch (RuntimeException e) {
            log.error("an answer could not be written", e);
        } finally {
            async.complete();
        }
    }

    @FunctionalInterface
    private interface Answer {
        void write() throws IOException;
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
}
