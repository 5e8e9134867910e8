package io.dcf.bridge.function;

import com.google.common.base.Utf8;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The output of a function.
 *
 * @param bytes the output, unchanged; empty where it is streamed
 * @param status HTTP status, 200 to 599; 200 where the function does not speak HTTP
 * @param contentType media type from the gateway; null where it sends none
 * @param headers HTTP headers that the function has set; null where it does not speak HTTP, or the gateway does not
 *     send them
 * @param inPieces whether the bytes follow piece by piece
 */
public record FunctionOutput(
        byte[] bytes,
        int status,
        @Nullable String contentType,
        @Nullable HttpHeaders headers,
        boolean inPieces) {

    /** The number of bytes; for a streamed output its content length, or 0 where that is unknown. */
    public long length() {
        return inPieces && headers != null
                ? headers.firstValueAsLong("content-length").orElse(0)
                : bytes.length;
    }

    /** Whether the bytes are text: valid UTF-8 without zeros. */
    public boolean isText() {
        return isText(bytes);
    }

    /** Whether bytes are text: valid UTF-8 without zeros. */
    public static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return false;
            }
        }
        return Utf8.isWellFormed(bytes);
    }
}
