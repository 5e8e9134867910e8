package io.dcf.bridge.tomcat;

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
 * Tomcat's handler of an HTTP/2 connection, without two faults of Tomcat 11.0.24.
 *
 * <p>At the start of a connection two threads may read from it at once: the one that begins it goes on to read, and so does the one that is
 * called when the client's first frames have come. Frames are then taken in the wrong order, and the connection is closed.
 *
 * <p>PINGs are counted as overhead over the life of a connection, so that it is closed where a client waits for a slow function and sends a PING
 * every few seconds.
 */
final class Http2Handler extends Http2AsyncUpgradeHandler {

    /** More than may be reset before a request, which asks every second, has noticed: see {@link PriorKnowledgeHttp2}. */
    private static final int MAX_RESETS = 4096;

    private static final long INTERNAL_ERROR = 2;

    /** The last streams that were reset. */
    private final Map<Integer, Boolean> resets = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
            return size() > MAX_RESETS;
        }
    });

    private final AtomicBoolean begun = new AtomicBoolean();
    private final PingManager answers = new AsyncPingManager();

    Http2Handler(Http2Protocol protocol, Adapter adapter, @Nullable Request request, SocketWrapperBase<?> socket) {
        super(protocol, adapter, request, socket);
    }

    /** The first call only begins: once the client's preface has come, Tomcat calls again to read on. */
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        if (event == SocketEvent.OPEN_READ && begun.compareAndSet(false, true)) {
            init(null);
            return SocketState.ASYNC_IO;
        }
        return super.upgradeDispatch(event);
    }

    /** An acknowledgement belongs to a PING of Tomcat's own. */
    @Override
    public void pingReceive(byte[] payload, boolean ack) throws IOException {
        if (ack) {
            super.pingReceive(payload, true);
        } else {
            answers.receivePing(payload, false);
        }
    }

    /** By this a request finds its way here. */
    @Override
    public ServletConnection getServletConnection() {
        return new Http2DisconnectDetector(super.getServletConnection(), this, 0);
    }

    /** Whether the caller has reset the stream, or the connection is closed. */
    boolean isGone(int stream) {
        return socketWrapper.isClosed() || resets.containsKey(stream);
    }

    /**
     * Keeps Tomcat from ending a stream whose response is closed in its midst: it would send END_STREAM before the reset, so that the response looks whole. Of a stream
     * that its client has reset it sends no more than the reset.
     */
    void forgetEnd(int stream) {
        if (!isGone(stream)) {
            reset(stream, INTERNAL_ERROR);
        }
    }

    /** Noted only for a request's thread to see; what the reset does is Tomcat's work. */
    @Override
    public void reset(int stream, long code) {
        resets.put(stream, true);
        try {
            super.reset(stream, code);
        } catch (Exception e) { // an Http2Exception, which can be named in Tomcat's package alone
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException sneaky(Exception e) throws X {
        throw (X) e;
    }
}
