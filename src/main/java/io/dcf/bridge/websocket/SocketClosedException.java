package io.dcf.bridge.websocket;

import jakarta.websocket.CloseReason;

/** Thrown where a WebSocket is to be closed with a code of WebSocket's own, rather than with a problem. */
final class SocketClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloseReason reason;

    SocketClosedException(CloseReason.CloseCode code, String detail) {
        super(detail);
        this.reason = new CloseReason(code, detail);
    }

    CloseReason reason() {
        return reason;
    }
}
