package io.dcf.bridge.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The logs that are followed. They have no end of their own, so they are ended before the bridge, when it stops, waits for requests to. */
@Component
class FollowedLogs implements SmartLifecycle {

    private final Set<FollowedLog> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    void add(FollowedLog log) {
        open.add(log);
        if (!running) {
            log.end();
        }
    }

    void remove(FollowedLog log) {
        open.remove(log);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        open.forEach(FollowedLog::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
