package io.dcf.bridge.connector;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what touches a request, at once and one after the other, while the container does nothing with its connection. It would
 * otherwise end a request whose caller is found to have left, and give all that belongs to it to the next, in the midst. What one
 * asks for is run after it; once the container has gone on to a next request, nothing is.
 */
final class Alone implements Executor {

    private static final Logger log = LoggerFactory.getLogger(Alone.class);
    private static final long PATIENCE_MILLIS = 1;

    private final Lock lock;
    private final BooleanSupplier over;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /**
     * @param lock which the container holds for as long as it works on the connection
     * @param over whether it has gone on to a next request, which may itself have to wait for this thread
     */
    Alone(Lock lock, BooleanSupplier over) {
        this.lock = lock;
        this.over = over;
    }

    @Override
    public void execute(Runnable task) {
        if (enter()) {
            try {
                waiting.add(task);
                if (!running) {
                    runAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean enter() {
        boolean entered = lock.tryLock();
        boolean interrupted = false;
        while (!entered && !over.getAsBoolean()) {
            try {
                entered = lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (entered && over.getAsBoolean()) {
            lock.unlock();
            return false;
        }
        return entered;
    }

    private void runAll() {
        running = true;
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                run(next);
            }
        } finally {
            running = false;
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("what was to be done with a request failed", e);
        }
    }
}
