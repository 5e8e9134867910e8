package io.dcf.bridge.invocation;

import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.http.AcceptHeader;
import io.dcf.bridge.http.ResponseBody;
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

/** Writes the output of a function as a response. */
final class OutputWriter {

    private static final Logger log = LoggerFactory.getLogger(OutputWriter.class);
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final List<String> OUTPUT_TYPES =
            List.of(MediaType.TEXT_PLAIN_VALUE, MediaType.APPLICATION_OCTET_STREAM_VALUE);
    private static final int MAX_TYPE_LENGTH = 256;
    private static final long MICROS_PER_SECOND = 1_000_000;

    private OutputWriter() {}

    /** Whether the client prefers the type of bytes to that of text. */
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
        String declared = declaredType(output);
        if (declared != null) {
            return declared;
        }
        return !wantsBytes && output.isText() ? TEXT : MediaType.APPLICATION_OCTET_STREAM_VALUE;
    }

    /** The content type that the function declares; null if it is not valid. */
    static @Nullable String declaredType(FunctionOutput output) {
        String declared = output.contentType();
        if (declared != null && declared.length() <= MAX_TYPE_LENGTH) {
            try {
                return MediaType.parseMediaType(declared).toString();
            } catch (InvalidMediaTypeException e) {
                log.debug("Ignoring the content type of a function", e);
            }
        }
        return null;
    }

    /** Sets the duration since {@code startNanos}, in seconds with six decimal places. */
    static void setDuration(HttpServletResponse response, long startNanos) {
        long micros = (System.nanoTime() - startNanos) / 1000;
        String fraction = Long.toString(MICROS_PER_SECOND + micros % MICROS_PER_SECOND);
        response.setHeader("X-Duration-Seconds", micros / MICROS_PER_SECOND + "." + fraction.substring(1));
    }
}
