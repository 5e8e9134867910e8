package io.dcf.bridge.connection;

import jakarta.servlet.ServletConnection;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.http2.Http2AsyncUpgradeHandler;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's handler of an HTTP/2 connection, with workarounds for Tomcat 11.0 (docs/decisions/0018-http2-connections.md):
 *
 * <ul>
 *   <li>Two threads may read from a new connection: the one that starts it, and the one that is called for the client's first frames. Frames are then
 *       read in the wrong order, and the connection is closed. Remove when: only one thread reads, and {@code Http2FramesTests} passes without this.
 *   <li>PINGs count as overhead over the life of a connection, so that it is closed if a client waits for a slow function and sends a PING every few
 *       seconds. Remove when: {@code TomcatFaultTests.pingsCloseAConnectionInTheEnd} fails.
 *   <li>A request cannot ask whether its stream was reset: see {@link DisconnectDetector}. Remove when: it can.
 *   <li>A response that is closed before its end gets END_STREAM before the reset, so that it looks complete. Remove when: it gets the reset only.
 * </ul>
 */
final class Http2Handler extends Http2AsyncUpgradeHandler {

    /** More than the resets in a second, within which a request asks for its stream: see {@link PriorKnowledgeHttp2}. */
    private static final int MAX_RESETS = 4096;

    private static final long INTERNAL_ERROR = 2;

    /** The last streams that were reset. */
    private final Map<Integer, Boolean> resets = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > MAX_RESETS;
        }
    });

    private final AtomicBoolean started = new AtomicBoolean();
    private final PingManager pings = new AsyncPingManager();

    Http2Handler(Http2Protocol protocol, Adapter adapter, @Nullable Request request, SocketWrapperBase<?> socket) {
        super(protocol, adapter, request, socket);
    }

    /** The first call only starts the connection. Tomcat calls again to read, once the client's preface has arrived. */
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        if (event == SocketEvent.OPEN_READ && started.compareAndSet(false, true)) {
            init(null);
            return SocketState.ASYNC_IO;
        }
        return super.upgradeDispatch(event);
    }

    /** Answers a PING, without counting it. Tomcat handles acknowledgements of its own PINGs. */
    @Override
    public void pingReceive(byte[] payload, boolean ack) throws IOException {
        if (ack) {
            super.pingReceive(payload, true);
        } else {
            pings.receivePing(payload, false);
        }
    }

    /** A request finds this handler through its connection. */
    @Override
    public ServletConnection getServletConnection() {
        return new Http2DisconnectDetector(super.getServletConnection(), this, 0);
    }

    /** Whether the stream was reset, or the connection is closed. */
    boolean isDisconnected(int stream) {
        return socketWrapper.isClosed() || resets.containsKey(stream);
    }

    /** Resets a stream whose response is incomplete. To a stream that is known to be reset, Tomcat sends no END_STREAM. */
    void resetIncomplete(int stream) {
        if (!isDisconnected(stream)) {
            reset(stream, INTERNAL_ERROR);
        }
    }

    /** Remembers the reset, for the thread of the request. */
    @Override
    public void reset(int stream, long code) {
        resets.put(stream, true);
        try {
            super.reset(stream, code);
        } catch (Exception e) { // an Http2Exception, a type that only Tomcat's package can name
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException sneaky(Exception e) throws X {
        throw (X) e;
    }
}
