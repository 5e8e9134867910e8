package io.dcf.bridge.connection;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 for clients that start with it, or negotiate it in TLS, with workarounds for Tomcat 11.0:
 *
 * <ul>
 *   <li>HTTP/2 cannot be enabled without the Upgrade from HTTP/1.1, which RFC 9113 has removed. Tomcat keeps the whole body of such a request, and
 *       refuses more than 4 KiB: docs/decisions/0037-http2-prior-knowledge.md. Remove when: Tomcat removes the Upgrade, or has a setting for it.
 *   <li>Small DATA and WINDOW_UPDATE frames, and resets, count as overhead, which closes a connection with all its streams:
 *       docs/decisions/0018-http2-connections.md. Remove when: {@code smallDataFramesCloseAConnection} and {@code aFewResetsCloseAConnection} of
 *       {@code TomcatFaultTests} fail.
 *   <li>Objects of a request that was reset are reused while its thread may still use them. Remove when: Tomcat waits for both sides.
 * </ul>
 */
final class PriorKnowledgeHttp2 extends Http2Protocol {

    /** How many resets count nothing, of all connections together. */
    private static final int FREE_RESETS_PER_SECOND = 1000;

    /** What each further reset counts: 500 requests or DATA frames of its connection make up for it. */
    private static final int RESET_OVERHEAD = 10_000;

    /** How long a client may take no output, as in HTTP/1.1. Tomcat's 5 s are too short for a page in the background. */
    private static final int WRITE_TIMEOUT_MILLIS = 20_000;

    /** How long reads of a thread wait, in milliseconds; negative for no limit. */
    private static final ThreadLocal<Long> READ_TIMEOUT = new ThreadLocal<>();

    private final Bucket freeResets = Bucket.builder()
            .addLimit(limit ->
                    limit.capacity(FREE_RESETS_PER_SECOND).refillGreedy(FREE_RESETS_PER_SECOND, Duration.ofSeconds(1)))
            .build();

    PriorKnowledgeHttp2() {
        setDiscardRequestsAndResponses(true); // no reuse: see above
        setOverheadDataThreshold(0);
        setOverheadWindowUpdateThreshold(0);
        setWriteTimeout(WRITE_TIMEOUT_MILLIS);
        setMaxConcurrentStreamExecution(Integer.MAX_VALUE); // waiting requests must not block others of the connection
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

    /** Tomcat calls this on the thread that reads. */
    @Override
    public long getStreamReadTimeout() {
        Long limit = READ_TIMEOUT.get();
        return limit == null ? super.getStreamReadTimeout() : limit;
    }

    /** Tomcat calls this for each stream that is reset, and adds the result to the overhead. */
    @Override
    public int getOverheadResetFactor() {
        return freeResets.tryConsume(1) ? 0 : RESET_OVERHEAD;
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
