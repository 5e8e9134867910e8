package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The output of a function.
 *
 * @param bytes the whole output, empty if it comes in pieces
 * @param status the HTTP status; 200 if the function does not speak HTTP
 * @param contentType the media type that the function names
 * @param headers the HTTP headers, if function and caller speak HTTP
 * @param pieces an output in pieces, which must have one subscriber; null if {@code bytes} is the output
 */
public record Output(
        ByteString bytes,
        int status,
        @Nullable String contentType,
        @Nullable HttpHeaders headers,
        @Nullable OutputPieces pieces) {

    public static final int OK = 200;

    /** The output of a function that does not speak HTTP. */
    public static Output of(ByteString bytes) {
        return new Output(bytes, OK, null, null, null);
    }

    /** Must be called if the output is not used. */
    public void discard() {
        if (pieces != null) {
            pieces.discard();
        }
    }
}
