package io.dcf.bridge.websocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The open WebSockets. At shutdown each is closed, after the outputs for its inputs; clients could keep them open for ever. */
@Component
class SocketRegistry implements SmartLifecycle {

    /** How long the shutdown of the server, which disconnects them, waits for their closes to be sent. */
    private static final long CLOSE_TIMEOUT = TimeUnit.SECONDS.toNanos(2);

    private static final long POLL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(10);

    private final Set<SocketEndpoint> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    void add(SocketEndpoint socket) {
        open.add(socket);
    }

    void remove(SocketEndpoint socket) {
        open.remove(socket);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        long deadline = System.nanoTime() + CLOSE_TIMEOUT;
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            for (SocketEndpoint socket : open) {
                if (socket.isBusy()) {
                    deadline = System.nanoTime() + CLOSE_TIMEOUT; // ends, since the shutdown cancels all calls
                } else {
                    socket.end(CloseCause.Event.SHUTDOWN);
                }
            }
            LockSupport.parkNanos(POLL_INTERVAL);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the server has stopped accepting requests, so that no WebSocket opens meanwhile. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
    }
}
