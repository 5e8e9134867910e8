package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.http.ResponseBody;
import io.dcf.bridge.invoker.FunctionExchange;
import io.dcf.bridge.invoker.HttpRequestHead;
import io.dcf.bridge.limit.RequestPermits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes the response of a function that speaks HTTP, as a whole or piece by piece; the output of any other function without headers. */
@Component
class HttpOutputWriter {

    private final ResponseHeaders responseHeaders;

    HttpOutputWriter(ResponseHeaders responseHeaders) {
        this.responseHeaders = responseHeaders;
    }

    void write(
            FunctionOutput output,
            HttpRequestHead head,
            FunctionExchange exchange,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        java.net.http.HttpHeaders headers = output.headers();
        if (headers != null) {
            responseHeaders.write(headers, response);
        }
        if (headers == null || !head.isAnsweredWithoutBody(output.status()) && !output.inPieces()) {
            OutputWriter.write(output, OutputWriter.wantsBytes(request), response);
            return;
        }
        response.setStatus(output.status());
        headers.firstValueAsLong(HttpHeaders.CONTENT_LENGTH).ifPresent(response::setContentLengthLong);
        String type = OutputWriter.declaredType(output);
        if (type != null || output.inPieces()) {
            response.setContentType(type == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : type);
        }
        if (output.inPieces()) {
            response.flushBuffer();
            try {
                writePieces(exchange, RequestPermits.of(request), response);
            } catch (IOException | RuntimeException e) {
                ResponseBody.abort(request);
                throw e;
            }
        }
    }

    /** Flushes each piece, and takes the next one from the function when the client has read so far. */
    private static void writePieces(FunctionExchange exchange, RequestPermits permits, HttpServletResponse response)
            throws IOException {
        for (byte[] piece = exchange.next(); piece != null; piece = exchange.next()) {
            permits.adjustMemory(piece.length);
            ResponseBody.write(response, piece);
            response.flushBuffer();
            permits.adjustMemory(-piece.length);
        }
    }
}
