package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * What a function answers.
 *
 * @param status HTTP's, where the function speaks HTTP, else 200
 * @param contentType what the function says the bytes are
 */
public record Output(ByteString bytes, int status, @Nullable String contentType) {

    public static final int OK = 200;

    /** The answer of a function that speaks no HTTP. */
    public static Output of(ByteString bytes) {
        return new Output(bytes, OK, null);
    }
}
