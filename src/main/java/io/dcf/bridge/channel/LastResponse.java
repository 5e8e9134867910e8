package io.dcf.bridge.channel;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** When the gateway last answered anything, whatever the question: what tells one that is busy from one that is silent; and what it announced then. */
public final class LastResponse {

    /** In the metadata of replies: whether the gateway carries all of HTTP to functions, see proto/gateway.proto. */
    private static final Metadata.Key<String> HTTP = Metadata.Key.of("x-dcf-http", Metadata.ASCII_STRING_MARSHALLER);

    private volatile long last = System.nanoTime() - Long.MAX_VALUE / 2;
    private volatile @Nullable Boolean http;

    void note(Metadata headers) {
        last = System.nanoTime();
        http = headers.containsKey(HTTP);
    }

    /** Notes a failure; one that the gateway has not sent announces nothing. */
    void noteFailure(Metadata trailers) {
        if (trailers.containsKey(HTTP)) {
            http = true;
        }
    }

    /** Whether the gateway carries HTTP to functions; null where it has not answered yet. */
    @Nullable
    public Boolean carryHttp() {
        return http;
    }

    /** @param nanos a reading of {@link System#nanoTime()} */
    public boolean anySince(long nanos) {
        return last - nanos > 0;
    }
}
