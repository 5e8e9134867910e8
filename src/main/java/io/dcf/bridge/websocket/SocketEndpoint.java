package io.dcf.bridge.websocket;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.security.Grant;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One WebSocket as Tomcat sees it: opens the {@link FunctionSocket}, passes frames to it, and closes it. */
final class SocketEndpoint extends Endpoint {

    private static final Logger log = LoggerFactory.getLogger(SocketEndpoint.class);

    private final Function<Session, FunctionSocket> opener;
    private final SocketRegistry sockets;
    private final SocketCloser closer;
    private final Executor executor;
    private final CallContext call;
    private final Grant grant;
    private volatile @Nullable FunctionSocket socket;

    /** @param opener opens the function's socket once the WebSocket is open */
    SocketEndpoint(
            Function<Session, FunctionSocket> opener,
            SocketRegistry sockets,
            SocketCloser closer,
            Executor executor,
            CallContext call,
            Grant grant) {
        this.opener = opener;
        this.sockets = sockets;
        this.closer = closer;
        this.executor = executor;
        this.call = call;
        this.grant = grant;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        sockets.add(this);
        try (CallContext.Scope scope = call.attach()) {
            FunctionSocket opened = opener.apply(session);
            socket = opened;
            SocketFrames.passTo(opened, session);
            executor.execute(() -> run(session, opened));
        } catch (RuntimeException e) {
            CloseCause cause = CloseCause.of(e);
            end(cause);
            closer.close(session, cause);
        }
    }

    /** Runs on the socket's own thread. */
    private void run(Session session, FunctionSocket opened) {
        CloseCause cause;
        try (Grant.Watch watch = grant.watch(revoked -> end(CloseCause.of(revoked)));
                CallContext.Scope scope = call.attach()) {
            cause = opened.sendOutputs();
        }
        closer.close(session, cause);
    }

    /** Ends the socket, after the outputs that have arrived. Only the first cause counts. From any thread. */
    void end(CloseCause cause) {
        FunctionSocket opened = socket;
        if (opened != null) {
            opened.end(cause);
        }
    }

    /** Whether an output is expected soon. */
    boolean isBusy() {
        FunctionSocket opened = socket;
        return opened != null && opened.isBusy();
    }

    @Override
    public void onError(Session session, Throwable cause) {
        log.debug("A WebSocket failed", cause);
    }

    /** Called once, whichever side closes the WebSocket. */
    @Override
    public void onClose(Session session, CloseReason reason) {
        end(CloseCause.Event.CLIENT_CLOSED);
        sockets.remove(this);
        FunctionSocket opened = socket;
        if (opened != null) {
            opened.release();
        }
    }
}
