package io.dcf.bridge.invocation;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionInvoker;
import io.dcf.bridge.http.AcceptHeader;
import io.dcf.bridge.http.RequestBodies;
import io.dcf.bridge.http.ResponseBody;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.tomcat.DisconnectDetector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Answers invocations: reads the body, calls the function, writes its output, all on the request's own thread. */
@Component
class Invocations {

    private static final Logger log = LoggerFactory.getLogger(Invocations.class);
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final List<String> OUTPUT_TYPES =
            List.of(MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE);
    private static final int MAX_TYPE_LENGTH = 256;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final FunctionInvoker functions;
    private final RequestBodies bodies;

    Invocations(FunctionInvoker functions, RequestBodies bodies) {
        this.functions = functions;
        this.bodies = bodies;
    }

    /**
     * Returns once the output is written. Throws what {@link RequestBodies#read} and {@link FunctionInvoker#invoke} throw, a {@code LimitException} where there is
     * no room for one more invocation or for the output, and an {@link IOException} where the caller has left.
     */
    void answer(FunctionName name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long start = System.nanoTime();
        RequestPermits permits = RequestPermits.of(request);
        permits.acquireInvocation(name);
        FunctionInput input = bodies.read(request, response);
        boolean wantsBytes = wantsBytes(request);
        CallContext call = CallContext.required()
                .invoking(
                        request.getMethod(),
                        request.getRequestURI(),
                        request.getQueryString(),
                        request.getContentType());
        response.setHeader("X-Call-Id", call.id());
        FunctionOutput output;
        try (CallContext.Scope scope = call.attach()) {
            output = functions.invoke(name, input, wantsBytes, DisconnectDetector.of(request)::isDisconnected);
            permits.adjustMemory(output.bytes().length);
        } finally {
            response.setHeader("X-Duration-Seconds", seconds((System.nanoTime() - start) / 1000));
        }
        write(output, wantsBytes, response);
    }

    /** Whether the caller prefers any bytes to text. */
    static boolean wantsBytes(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && !accept.equals(MediaType.ALL_VALUE)
                && MediaType.APPLICATION_OCTET_STREAM_VALUE.equals(AcceptHeader.of(accept, OUTPUT_TYPES));
    }

    static void write(FunctionOutput output, boolean wantsBytes, HttpServletResponse response) throws IOException {
        response.setStatus(output.status());
        if (output.status() == HttpServletResponse.SC_NO_CONTENT
                || output.status() == HttpServletResponse.SC_NOT_MODIFIED) {
            return; // these have no body
        }
        byte[] body = output.bytes();
        response.setContentType(contentType(output, wantsBytes));
        response.setContentLength(body.length);
        ResponseBody.write(response, body);
    }

    private static String contentType(FunctionOutput output, boolean wantsBytes) {
        String told = toldType(output);
        if (told != null) {
            return told;
        }
        return !wantsBytes && output.isText() ? TEXT : MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    /** What the function says that its output is; null where that is no type. */
    static @Nullable String toldType(FunctionOutput output) {
        String told = output.contentType();
        if (told != null && told.length() <= MAX_TYPE_LENGTH) {
            try {
                return MediaType.parseMediaType(told).toString();
            } catch (InvalidMediaTypeException e) {
                log.debug("the function's content type is none", e);
            }
        }
        return null;
    }

    /** With six digits of a fraction. */
    static String seconds(long micros) {
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        return micros / MICROS_PER_SECOND + "." + fraction.substring(1);
    }
}
