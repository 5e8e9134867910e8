package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a function answers.
 *
 * @param bytes all of it, unless it comes in pieces
 * @param status HTTP's, where the function speaks HTTP, else 200
 * @param contentType what the function says the bytes are
 * @param headers HTTP's, where the function speaks HTTP and its caller too
 * @param pieces what comes in pieces, and has to be taken once; null where there are bytes
 */
public record Output(
        ByteString bytes,
        int status,
        @Nullable String contentType,
        @Nullable HttpHeaders headers,
        @Nullable OutputPieces pieces) {

    public static final int OK = 200;

    /** The answer of a function that speaks no HTTP. */
    public static Output of(ByteString bytes) {
        return new Output(bytes, OK, null, null, null);
    }

    /** To be called where nobody takes the output. */
    public void discard() {
        if (pieces != null) {
            pieces.discard();
        }
    }
}
