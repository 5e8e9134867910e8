package io.dcf.bridge.function;

import com.google.common.base.Utf8;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a function answered.
 *
 * @param bytes the output, verbatim; none where it comes in pieces
 * @param status HTTP's, 200 to 599; 200 where the function speaks no HTTP
 * @param contentType what the bytes are, as the gateway says it; null where it does not
 * @param headers HTTP's, all that the function has set; null where it speaks no HTTP, or the gateway does not tell them
 * @param inPieces whether the bytes are still to come, piece by piece
 */
public record FunctionOutput(
        byte[] bytes,
        int status,
        @Nullable String contentType,
        @Nullable HttpHeaders headers,
        boolean inPieces) {

    /** How many bytes there are, or are to come, as far as is known. */
    public long length() {
        return inPieces && headers != null
                ? headers.firstValueAsLong("content-length").orElse(0)
                : bytes.length;
    }

    /** Whether the bytes can be read as text: they are UTF-8, without zeros. */
    public boolean isText() {
        return isText(bytes);
    }

    /** Whether bytes can be read as text: they are UTF-8, without zeros. */
    public static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return false;
            }
        }
        return Utf8.isWellFormed(bytes);
    }
}
