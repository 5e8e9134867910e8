package io.dcf.bridge.channel;

import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** The time of the gateway's last response to any call, which distinguishes a busy gateway from a silent one, and what it announced. */
public final class LastResponse {

    /** In the metadata of replies: the gateway supports HTTP to functions, see proto/gateway.proto. */
    private static final Metadata.Key<String> HTTP = Metadata.Key.of("x-dcf-http", Metadata.ASCII_STRING_MARSHALLER);

    private volatile long last = System.nanoTime() - Long.MAX_VALUE / 2;
    private volatile @Nullable Boolean http;

    void note(Metadata headers) {
        last = System.nanoTime();
        http = headers.containsKey(HTTP);
    }

    /** Notes a failure. One that the gateway did not send announces nothing. */
    void noteFailure(Metadata trailers) {
        if (trailers.containsKey(HTTP)) {
            http = true;
        }
    }

    /** Whether the gateway supports HTTP to functions; null if it has not answered yet. */
    @Nullable
    public Boolean supportsHttp() {
        return http;
    }

    /** @param nanos a reading of {@link System#nanoTime()} */
    public boolean anySince(long nanos) {
        return last - nanos > 0;
    }
}
