package io.dcf.bridge.websocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The WebSockets that are open. Clients may keep them for ever, so they are told when the bridge stops, once the outputs that
 * their inputs ask for have come.
 */
@Component
class SocketRegistry implements SmartLifecycle {

    /** So long the server, which would cut them off, waits for their closes to be sent. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private final Set<FunctionSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    void add(FunctionSocket socket) {
        open.add(socket);
    }

    void remove(FunctionSocket socket) {
        open.remove(socket);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        long until = System.nanoTime() + GRACE;
        while (!open.isEmpty() && System.nanoTime() < until) {
            for (FunctionSocket socket : open) {
                if (socket.isBusy()) {
                    until = System.nanoTime() + GRACE; // not for ever: all calls are ended at some time
                } else {
                    socket.leave();
                }
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** When none can be opened any more. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
    }
}
