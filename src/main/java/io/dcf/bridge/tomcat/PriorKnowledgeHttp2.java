package io.dcf.bridge.tomcat;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 for those who begin with it, or agree on it in TLS. The way by an Upgrade of HTTP/1.1, which RFC 9113 has dropped, is
 * closed: Tomcat would have to keep the request's whole body before anything could refuse it, and gives up at 4 KiB.
 *
 * <p>Frames that Tomcat calls overhead close a connection, with all its streams, once they outweigh the others. What ordinary clients send
 * does not count here: docs/decisions/0018-http2-connections.md.
 */
final class PriorKnowledgeHttp2 extends Http2Protocol {

    /** Of all connections together. */
    private static final int FREE_RESETS_PER_SECOND = 1000;

    /** As much as 500 requests or DATA frames of the connection make up for. */
    private static final int FURTHER_RESET = 10_000;

    /** For a caller who takes nothing, as in HTTP/1.1; Tomcat's 5 s are short for a page that is in the background. */
    private static final int WRITE_TIMEOUT_MILLIS = 20_000;

    /** How long reads of a thread wait, in milliseconds; for ever where negative. */
    private static final ThreadLocal<Long> READ_TIMEOUT = new ThreadLocal<>();

    private final Bucket freeResets = Bucket.builder()
            .addLimit(limit ->
                    limit.capacity(FREE_RESETS_PER_SECOND).refillGreedy(FREE_RESETS_PER_SECOND, Duration.ofSeconds(1)))
            .build();

    /** What held one request does not serve for the next: one that was reset may still be written to by whoever answers it. */
    PriorKnowledgeHttp2() {
        setDiscardRequestsAndResponses(true);
        setOverheadDataThreshold(0);
        setOverheadWindowUpdateThreshold(0);
        setWriteTimeout(WRITE_TIMEOUT_MILLIS);
        setMaxConcurrentStreamExecution(
                Integer.MAX_VALUE); // a request that waits must not hold up others of its connection
    }

    static void limitReadTimeout(Duration timeout) {
        READ_TIMEOUT.set(timeout.toMillis());
    }

    static void disableReadTimeout() {
        READ_TIMEOUT.set(-1L);
    }

    static void resetReadTimeout() {
        READ_TIMEOUT.remove();
    }

    /** Tomcat asks for it on the thread that reads. */
    @Override
    public long getStreamReadTimeout() {
        Long limit = READ_TIMEOUT.get();
        return limit == null ? super.getStreamReadTimeout() : limit;
    }

    /** What a stream that is reset adds to the overhead; Tomcat asks for each of them. */
    @Override
    public int getOverheadResetFactor() {
        return freeResets.tryConsume(1) ? 0 : FURTHER_RESET;
    }

    @Override
    public InternalHttpUpgradeHandler getInternalUpgradeHandler(
            SocketWrapperBase<?> socket, Adapter adapter, @Nullable Request request) {
        return new Http2Handler(this, adapter, request, socket);
    }

    @Override
    public boolean accept(Request request) {
        return false;
    }
}
