package io.dcf.bridge.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** The logs that are followed. They have no end of their own, so they are ended before the bridge, when it stops, waits for requests to. */
@Component
class FollowedLogs implements SmartLifecycle, DisposableBean {

    private static final int READERS = 8;

    private final Set<FollowedLog> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, new CustomizableThreadFactory("followed-logs-"));
    private volatile boolean running;
    private volatile boolean stopped;

    void add(FollowedLog log) {
        open.add(log);
        if (stopped) {
            log.end();
        }
    }

    /** What waits for the gateway to tell logs; where it hangs, that holds up other logs and nothing else. */
    Executor readers() {
        return readers;
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
        stopped = true;
        open.forEach(FollowedLog::end);
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
