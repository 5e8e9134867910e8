package io.dcf.bridge.connector;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over one request, from {@link Callers#watch} until it is closed, which it has to be before the response is completed. */
public final class Watch implements AsyncListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final long since = System.nanoTime();
    private final @Nullable CallerConnection connection;
    private final Set<Watch> watches;
    private @Nullable Runnable gone;
    private volatile @Nullable Long patience;

    Watch(@Nullable CallerConnection connection, Runnable gone, Set<Watch> watches) {
        this.connection = connection;
        this.gone = gone;
        this.watches = watches;
    }

    /** Ends the watch, and the caller's silence: on return no probe of it runs, and none will. What it reported may still be done. */
    @Override
    public void close() {
        end();
        watches.remove(this);
        if (connection != null && patience != null) {
            connection.allowSilence(patience);
            patience = null;
        }
    }

    /**
     * Until the watch is closed, lets the caller be silent before its body has ended, longer than {@code
     * server.tomcat.connection-timeout}. In HTTP/2 bodies that are not waited for have no such bound.
     */
    public void allowSilence() {
        if (connection != null) {
            patience = connection.allowSilence(-1);
        }
    }

    /** Has the connection closed once the request is completed, as its caller does nothing more with it. */
    public void hangUp() {
        if (connection != null) {
            connection.hangUp();
        }
    }

    long age(long now) {
        return now - since;
    }

    /** Looks whether the caller is still there. */
    void probe() {
        Runnable report = hasHungUp() ? end() : null;
        if (report != null) {
            watches.remove(this);
            run(report);
        }
    }

    private synchronized boolean hasHungUp() {
        return gone != null && connection != null && connection.hasHungUp();
    }

    private synchronized @Nullable Runnable end() {
        Runnable ended = gone;
        gone = null;
        return ended;
    }

    private static void run(Runnable report) {
        try {
            report.run();
        } catch (RuntimeException | Error e) {
            log.error("what was to be done for a caller that left failed", e);
        }
    }

    /** Completes the request, too: Tomcat would write a page of its own, to a stream that was reset, and then close all its connection. */
    @Override
    public void onError(AsyncEvent event) {
        Runnable report = end();
        watches.remove(this);
        if (report != null) {
            run(report);
        }
        try {
            event.getAsyncContext().complete();
        } catch (IllegalStateException e) {
            log.debug("completed already", e);
        }
    }

    /** Where the watch had not been closed, the container has given the request up. */
    @Override
    public void onComplete(AsyncEvent event) {
        Runnable report = end();
        close();
        if (report != null) {
            run(report);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // the caller may well be there
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // as before
    }
}
