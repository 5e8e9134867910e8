package io.dcf.bridge.async;

import java.time.Duration;

/** Counts the running attempts of this bridge, and gives them time to end when it stops. */
final class QueueDrain {

    private int running;
    private volatile boolean started;
    private volatile boolean over;

    synchronized void begin() {
        running++;
    }

    synchronized void end() {
        running--;
        notifyAll();
    }

    /** Whether no further attempt may start. */
    boolean hasStarted() {
        return started;
    }

    /** Whether the time of those that run is over. */
    boolean isOver() {
        return over;
    }

    /** Waits until none runs: for {@code grace}, and then, once they are stopped, for {@code rest}. */
    synchronized void run(Duration grace, Duration rest) throws InterruptedException {
        started = true;
        await(grace);
        over = true;
        await(rest);
    }

    private void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); running > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }
}
