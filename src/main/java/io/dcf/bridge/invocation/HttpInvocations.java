package io.dcf.bridge.invocation;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.FunctionExchange;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.HttpFunctions;
import io.dcf.bridge.gateway.HttpRequestHead;
import io.dcf.bridge.http.RequestBodies;
import io.dcf.bridge.http.ResponseBody;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.tomcat.DisconnectDetector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Answers requests to functions through a gateway that carries HTTP to them: method, path, query and headers reach a function that speaks HTTP, and its status, headers
 * and body come back, all on the request's own thread. A function that does not speak HTTP gets the body alone.
 */
@Component
class HttpInvocations {

    private static final String ALLOWED = "POST, OPTIONS";

    private final HttpFunctions functions;
    private final RequestBodies bodies;
    private final RequestHeaders requestHeaders;
    private final ResponseHeaders responseHeaders;

    HttpInvocations(
            HttpFunctions functions,
            RequestBodies bodies,
            RequestHeaders requestHeaders,
            ResponseHeaders responseHeaders) {
        this.functions = functions;
        this.bodies = bodies;
        this.requestHeaders = requestHeaders;
        this.responseHeaders = responseHeaders;
    }

    /** Whether the gateway carries the request as it is; one that does not can still run a function with a body. */
    boolean take(FunctionPath path, HttpServletRequest request) {
        return path.isInvokedBy(request) ? functions.isSupported() : functions.checkSupport();
    }

    /**
     * Returns once the answer is written. Throws what {@link RequestBodies#read} and {@link FunctionExchange} throw, a {@code LimitException} where there is no room for one more
     * invocation or for the output, and an {@link IOException} where the caller has left.
     */
    void answer(FunctionPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        RequestPermits permits = RequestPermits.of(request);
        permits.acquireInvocation(path.function());
        RequestBodies.Beginning body = bodies.begin(request, response);
        long size = body.isWhole() ? body.input().size() : request.getContentLengthLong();
        CallContext call = CallContext.required()
                .invoking(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType());
        HttpRequestHead head = new HttpRequestHead(
                request.getMethod(),
                path.target(request),
                requestHeaders.of(request, path, call, size),
                asksForEvents(request));
        response.setHeader("X-Call-Id", call.id());
        try (CallContext.Scope scope = call.attach();
                FunctionExchange exchange = functions.open(
                        path.function(), head, Math.max(0, size), DisconnectDetector.of(request)::isDisconnected)) {
            FunctionOutput output;
            try {
                output = body.isWhole() ? exchange.answer(body.input()) : answerPieces(body.input(), exchange, request);
                permits.adjustMemory(output.bytes().length);
            } finally {
                response.setHeader("X-Duration-Seconds", Invocations.seconds((System.nanoTime() - start) / 1000));
            }
            write(output, head, exchange, request, response);
        } catch (GatewayException e) {
            if (e.fault() != Fault.METHOD_NOT_ALLOWED) {
                throw e;
            }
            refuseMethod(e, request, response);
        }
    }

    private static boolean asksForEvents(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    /** Sends a body while it comes, no faster than the function takes it, and no further than it wants it. */
    private FunctionOutput answerPieces(FunctionInput beginning, FunctionExchange exchange, HttpServletRequest request)
            throws IOException {
        RequestPermits.of(request).adjustBodyMemory(RequestBodies.PIECE - beginning.size());
        long sent = 0;
        FunctionInput piece = beginning.size() > 0 ? beginning : bodies.next(request, 0);
        while (piece != null && exchange.send(piece)) {
            sent += piece.size();
            piece = bodies.next(request, sent);
        }
        if (piece == null) {
            exchange.endBody();
        }
        return exchange.answer();
    }

    private void write(
            FunctionOutput output,
            HttpRequestHead asked,
            FunctionExchange exchange,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        java.net.http.HttpHeaders headers = output.headers();
        if (headers == null) {
            Invocations.write(output, Invocations.wantsBytes(request), response);
            return;
        }
        responseHeaders.write(headers, response);
        if (!asked.isAnsweredWithoutBody(output.status()) && !output.inPieces()) {
            Invocations.write(output, Invocations.wantsBytes(request), response);
            return;
        }
        response.setStatus(output.status());
        headers.firstValueAsLong(HttpHeaders.CONTENT_LENGTH).ifPresent(response::setContentLengthLong);
        String type = Invocations.toldType(output);
        if (type != null || output.inPieces()) {
            response.setContentType(type == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type);
        }
        if (output.inPieces()) {
            response.flushBuffer();
            try {
                writePieces(exchange, RequestPermits.of(request), response);
            } catch (IOException | RuntimeException e) {
                ResponseBody.breakOff(request);
                throw e;
            }
        }
    }

    /** Each piece is flushed, and the next one is taken once the caller has read so far. */
    private static void writePieces(FunctionExchange exchange, RequestPermits permits, HttpServletResponse response)
            throws IOException {
        for (byte[] piece = exchange.next(); piece != null; piece = exchange.next()) {
            permits.adjustMemory(piece.length);
            ResponseBody.write(response, piece);
            response.flushBuffer();
            permits.adjustMemory(-piece.length);
        }
    }

    /** Such a function has a method all the same, which OPTIONS asks for. */
    private void refuseMethod(GatewayException failure, HttpServletRequest request, HttpServletResponse response)
            throws GatewayException {
        response.setHeader(HttpHeaders.ALLOW, ALLOWED);
        if (!request.getMethod().equals("OPTIONS")) {
            throw failure;
        }
    }
}
