package io.dcf.bridge.connector;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Those who wait for an answer: tells when one has left before it came. */
@Component
public class Callers implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Callers.class);

    /** Most requests end before it has passed, and are never asked about. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final Duration PAUSE = Duration.ofMillis(1250);

    /** So many are probed at a time, so that ten thousand do not take a core for as long as they would all at once. */
    private static final int BATCH = 256;

    private static final long PAUSE_OF_BATCH = Duration.ofMillis(1).toNanos();

    private final long patience;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "callers");
        thread.setDaemon(true);
        return thread;
    });

    Callers() {
        this(PATIENCE, PAUSE);
    }

    Callers(Duration patience, Duration pause) {
        this.patience = patience.toNanos();
        sweeper.scheduleWithFixedDelay(this::sweep, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Watches a request, whose body has been read, for its caller to leave: to close or reset the connection or its half of it, or the
     * stream in HTTP/2. What is to be done then is done once at most, soon, on a thread that others wait for, and not after the watch is closed.
     * Where Tomcat itself told of it, the request is completed after that.
     */
    public Watch watch(HttpServletRequest request, AsyncContext async, Runnable gone) {
        CallerConnection connection = request.getServletConnection() instanceof CallerConnection caller ? caller : null;
        Watch watch = new Watch(connection, gone, watches);
        if (connection != null) {
            watches.add(watch);
        }
        async.addListener(watch);
        return watch;
    }

    /**
     * Runs what touches a request on another thread than the container's, at once and one after the other. The container is kept
     * from the request meanwhile; what it tells of comes before or after.
     */
    public static Executor alone(HttpServletRequest request) {
        return request.getServletConnection() instanceof CallerConnection caller ? caller.alone() : Runnable::run;
    }

    private void sweep() {
        long now = System.nanoTime();
        int probes = 0;
        for (Watch watch : watches) {
            if (watch.age(now) > patience) {
                probe(watch);
                if (++probes % BATCH == 0) {
                    LockSupport.parkNanos(PAUSE_OF_BATCH);
                }
            }
        }
    }

    private static void probe(Watch watch) {
        try {
            watch.probe();
        } catch (RuntimeException e) {
            log.error("whether a caller is still there could not be told", e);
        }
    }

    @Override
    public void destroy() {
        sweeper.shutdown();
    }
}
