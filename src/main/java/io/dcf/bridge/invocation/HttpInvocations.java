package io.dcf.bridge.invocation;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.connection.DisconnectDetector;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.http.RequestBodies;
import io.dcf.bridge.http.RequestWithMethod;
import io.dcf.bridge.http.StartTime;
import io.dcf.bridge.invoker.FunctionExchange;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.HttpFunctions;
import io.dcf.bridge.invoker.HttpRequestHead;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.route.RouteTable;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Handles requests to functions through a gateway that passes HTTP on to them. A function that speaks HTTP gets method, path, query, headers
 * and body, and its status, headers and body are returned. Any other function gets only the body. Everything happens on the thread of the
 * request.
 */
@Component
class HttpInvocations {

    private static final String ALLOWED = "POST, OPTIONS";

    private final HttpFunctions functions;
    private final RequestBodies bodies;
    private final RequestHeaders requestHeaders;
    private final HttpOutputWriter outputs;
    private final boolean isOpenfx;

    HttpInvocations(
            HttpFunctions functions,
            RequestBodies bodies,
            RequestHeaders requestHeaders,
            HttpOutputWriter outputs,
            Environment settings) {
        this.functions = functions;
        this.bodies = bodies;
        this.requestHeaders = requestHeaders;
        this.outputs = outputs;
        this.isOpenfx = SystemApi.of(settings) == SystemApi.OPENFX;
    }

    /** Whether the gateway passes the request on as HTTP. If not, it can still run a function with a body. */
    boolean take(FunctionPath path, HttpServletRequest request) {
        return path.isInvokedBy(request) ? functions.isSupported() : functions.checkSupport();
    }

    /** Whether OpenFx's gateway would run any function for the request: also for a GET, and with a slash at the end of the path. */
    boolean isTriggerOfOpenfx(FunctionPath path, HttpServletRequest request) {
        return isOpenfx
                && (request.getMethod().equals("GET") || request.getMethod().equals("POST"))
                && (!path.isBelow() || path.below().equals("/"))
                && RouteTable.match(request).route().address().equals(Routes.TRIGGER_PATH);
    }

    /**
     * Returns when the response is written. Throws what {@link RequestBodies#read} and {@link FunctionExchange} throw, a
     * {@code LimitException} if a limit for invocations or output is reached, and an {@link IOException} if the client has disconnected.
     */
    void answer(FunctionPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        RequestPermits.of(request).acquireInvocation(path.function());
        RequestBodies.Prefix body = bodies.readPrefix(request, response);
        try {
            exchange(path, body, start, request, response);
        } catch (GatewayException e) {
            if (e.fault() != Fault.METHOD_NOT_ALLOWED) {
                throw e;
            }
            if (body.isWhole() && isTriggerOfOpenfx(path, request)) {
                exchange(path, body, start, new RequestWithMethod(request, "POST"), response);
            } else {
                refuseMethod(e, request, response);
            }
        }
    }

    private void exchange(
            FunctionPath path,
            RequestBodies.Prefix body,
            long start,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        long size = body.isWhole() ? body.input().size() : request.getContentLengthLong();
        CallContext call = Invocations.call(request);
        response.setHeader("X-Call-Id", call.id());
        response.setHeader(StartTime.HEADER, StartTime.now());
        HttpRequestHead head = new HttpRequestHead(
                request.getMethod(),
                path.target(request),
                requestHeaders.of(request, path, call, size),
                acceptsEvents(request));
        try (CallContext.Scope scope = call.attach();
                FunctionExchange exchange = functions.open(
                        path.function(), head, Math.max(0, size), DisconnectDetector.of(request)::isDisconnected)) {
            FunctionOutput output;
            try {
                output = send(body, exchange, request);
            } finally {
                OutputWriter.setDuration(response, start);
            }
            outputs.write(output, head, exchange, request, response);
        }
    }

    private static boolean acceptsEvents(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private FunctionOutput send(RequestBodies.Prefix body, FunctionExchange exchange, HttpServletRequest request)
            throws IOException {
        FunctionOutput output =
                body.isWhole() ? exchange.answer(body.input()) : sendPieces(body.input(), exchange, request);
        RequestPermits.of(request).adjustMemory(output.bytes().length);
        return output;
    }

    /** Sends a body while it arrives, at the pace of the function, and stops when the function wants no more. */
    private FunctionOutput sendPieces(FunctionInput prefix, FunctionExchange exchange, HttpServletRequest request)
            throws IOException {
        RequestPermits.of(request).adjustBodyMemory(RequestBodies.PIECE_BYTES - prefix.size());
        long sent = 0;
        FunctionInput piece = prefix.size() > 0 ? prefix : bodies.next(request, 0, exchange::needsBody);
        while (piece != null && exchange.send(piece)) {
            sent += piece.size();
            piece = bodies.next(request, sent, exchange::needsBody);
        }
        if (piece == null) {
            exchange.endBody();
        }
        return exchange.answer();
    }

    /** A function that does not speak HTTP has only POST; OPTIONS returns that. */
    private void refuseMethod(GatewayException failure, HttpServletRequest request, HttpServletResponse response)
            throws GatewayException {
        response.setHeader(HttpHeaders.ALLOW, ALLOWED);
        if (!request.getMethod().equals("OPTIONS")) {
            throw failure;
        }
    }
}
