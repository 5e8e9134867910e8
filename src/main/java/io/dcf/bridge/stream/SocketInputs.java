package io.dcf.bridge.stream;

import io.dcf.bridge.gateway.FunctionInput;
import io.dcf.bridge.gateway.FunctionStream;
import io.dcf.bridge.limit.Place;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that come over a WebSocket: frames put together from their parts, and no more of them read than the gateway
 * takes.
 */
final class SocketInputs {

    private final long most;
    private ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final Queue<FunctionInput> waiting = new ArrayDeque<>();
    private boolean held;
    private boolean dropped;

    SocketInputs(long most) {
        this.most = most;
    }

    /** Takes a part of a frame; false where the frame is too large. Throws where there is no room for it. */
    synchronized boolean add(byte[] part, boolean last, Place place) {
        if (dropped) {
            return true;
        }
        if (frame.size() + part.length > most) {
            return false;
        }
        place.hold(part.length);
        frame.writeBytes(part);
        if (last) {
            waiting.add(FunctionInput.of(frame.toByteArray()));
            frame = new ByteArrayOutputStream(); // one that is reset keeps what it has grown to
        }
        return true;
    }

    /** Sends what can go, and lets the client go on only where all could; one thread at a time may send. */
    void send(FunctionStream stream, Session session, Place place) {
        for (FunctionInput next = next(stream, session); next != null; next = next(stream, session)) {
            stream.send(next);
            place.hold(-next.size());
        }
    }

    /** Stops reading frames, at once, where they would have to wait. */
    synchronized void hold(FunctionStream stream, Session session) {
        if (!held && !waiting.isEmpty() && !stream.isReady()) {
            held = true;
            ((WsSession) session).suspend();
        }
    }

    synchronized boolean isHeld() {
        return held;
    }

    /** Takes no more: what the client still sends is read, since its close is behind it, and forgotten. */
    synchronized void drop(Session session) {
        dropped = true;
        frame = new ByteArrayOutputStream(); // one that is reset keeps what it has grown to
        waiting.clear();
        release(session);
    }

    private synchronized @Nullable FunctionInput next(FunctionStream stream, Session session) {
        FunctionInput next = stream.isReady() ? waiting.poll() : null;
        if (next == null && waiting.isEmpty()) {
            release(session);
        }
        return next;
    }

    private void release(Session session) {
        if (held) {
            held = false;
            ((WsSession) session).resume();
        }
    }
}
