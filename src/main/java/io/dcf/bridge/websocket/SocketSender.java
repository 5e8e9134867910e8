package io.dcf.bridge.websocket;

import com.google.common.base.Utf8;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends outputs and pings to the client of a WebSocket. */
final class SocketSender {

    private static final Logger log = LoggerFactory.getLogger(SocketSender.class);

    private final Session session;

    SocketSender(Session session) {
        this.session = session;
    }

    /**
     * Sends an output as one frame, and waits until it is sent.
     *
     * @param asText whether it goes as text, if it is UTF-8
     * @param check called after each such period of waiting; the wait ends with what it throws
     */
    void send(byte[] output, boolean asText, Duration period, Runnable check) throws InterruptedException {
        Future<Void> sent = start(output, asText);
        while (true) {
            try {
                sent.get(period.toNanos(), TimeUnit.NANOSECONDS);
                return;
            } catch (TimeoutException e) {
                check.run();
            } catch (ExecutionException e) {
                throw new SocketClosedException(CloseCause.Event.DISCONNECTED);
            }
        }
    }

    private Future<Void> start(byte[] output, boolean asText) {
        try {
            return asText && Utf8.isWellFormed(output)
                    ? session.getAsyncRemote().sendText(new String(output, StandardCharsets.UTF_8))
                    : session.getAsyncRemote().sendBinary(ByteBuffer.wrap(output));
        } catch (IllegalStateException e) { // the session is closed
            throw new SocketClosedException(CloseCause.Event.DISCONNECTED);
        }
    }

    void ping() {
        try {
            session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
        } catch (IOException | RuntimeException e) {
            log.debug("Failed to send a ping", e);
        }
    }
}
