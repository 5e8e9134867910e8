package io.dcf.bridge.websocket;

import io.dcf.bridge.call.Fault;
import io.dcf.bridge.call.GatewayException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCode;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why a WebSocket is closed. Each cause has one close code, which the client gets. */
sealed interface CloseCause {

    /** The cause that an exception stands for. */
    static CloseCause of(RuntimeException exception) {
        if (exception instanceof SocketClosedException closed) {
            return closed.closeCause();
        }
        boolean shutdown = exception instanceof GatewayException failure && failure.fault() == Fault.SHUTDOWN;
        return shutdown ? Event.SHUTDOWN : new Failure(exception);
    }

    /** An event that WebSocket has a close code for (RFC 6455, 7.4.1). */
    enum Event implements CloseCause {
        COMPLETED(CloseCodes.NORMAL_CLOSURE, ""),
        CLIENT_CLOSED(CloseCodes.NORMAL_CLOSURE, "The client closed the WebSocket."),
        CLIENT_SILENT(CloseCodes.GOING_AWAY, "The client did not respond in time."),
        SHUTDOWN(CloseCodes.GOING_AWAY, "The bridge is shutting down."),
        DISCONNECTED(CloseCodes.CLOSED_ABNORMALLY, "The client disconnected."),
        FRAME_TOO_LARGE(CloseCodes.TOO_BIG, "The frame is larger than bridge.limits.request-size.");

        private final CloseReason reason;

        Event(CloseCode code, String reason) {
            this.reason = new CloseReason(code, reason);
        }

        CloseReason reason() {
            return reason;
        }
    }

    /** A failure, which is a problem for the client. The close code is 4000 plus the problem's status. */
    record Failure(RuntimeException exception) implements CloseCause {

        /** The first close code that applications may define (RFC 6455, 7.4.2). */
        private static final int FIRST_CODE = 4000;

        static CloseCode code(int status) {
            return CloseCodes.getCloseCode(FIRST_CODE + status);
        }
    }
}
