package io.dcf.bridge.websocket;

import io.dcf.bridge.invoker.FunctionStream;
import io.dcf.bridge.limit.RequestPermits;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The outputs of a WebSocket: waits for them, and sends them no faster than the client takes them. Pings a client while there are none. */
final class SocketOutputs {

    private final FunctionStream stream;
    private final RequestPermits permits;
    private final SocketInputs inputs;
    private final SocketSender sender;
    private final SocketActivity activity;
    private final Duration heartbeat;

    SocketOutputs(
            FunctionStream stream,
            RequestPermits permits,
            SocketInputs inputs,
            SocketSender sender,
            SocketActivity activity,
            Duration heartbeat) {
        this.stream = stream;
        this.permits = permits;
        this.inputs = inputs;
        this.sender = sender;
        this.activity = activity;
        this.heartbeat = heartbeat;
    }

    /** Sends outputs until the stream has ended. Throws what else ends it. */
    void send() throws InterruptedException {
        for (byte[] output = next(); output != null; output = next()) {
            activity.recordOutput();
            permits.adjustMemory(output.length);
            sender.send(output, inputs.nextIsText(), heartbeat, this::requireOpenStream);
            permits.adjustMemory(-output.length);
        }
    }

    private byte @Nullable [] next() throws InterruptedException {
        while (true) {
            try {
                return stream.next(heartbeat);
            } catch (TimeoutException e) {
                beat();
            }
        }
    }

    private void beat() {
        if (!activity.startHeartbeat()) {
            throw new SocketClosedException(CloseCause.Event.CLIENT_SILENT);
        }
        sender.ping();
    }

    /** Once the stream has ended, a client that takes nothing for a whole heartbeat is not waited for. */
    private void requireOpenStream() {
        if (stream.isClosed()) {
            throw new SocketClosedException(CloseCause.Event.CLIENT_SILENT);
        }
    }
}
