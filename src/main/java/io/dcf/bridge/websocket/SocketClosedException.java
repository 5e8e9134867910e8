package io.dcf.bridge.websocket;

/** Thrown to the thread that closes a WebSocket, with the cause. */
final class SocketClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloseCause closeCause;

    SocketClosedException(CloseCause closeCause) {
        super(closeCause.toString());
        this.closeCause = closeCause;
    }

    CloseCause closeCause() {
        return closeCause;
    }
}
