package io.dcf.bridge.bench;

import java.util.Arrays;
import java.util.Locale;

/** How questions ended, and how long that took; to be written by one thread. */
final class Latencies {

    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[1024];
    private int answered;
    private int failed;

    void add(boolean correct, long took) {
        if (!correct) {
            failed++;
            return;
        }
        if (answered == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * answered);
        }
        nanos[answered++] = took;
    }

    int answered() {
        return answered;
    }

    int failed() {
        return failed;
    }

    /** Milliseconds within which that share of the answers came; 1 is the slowest. */
    double millis(double share) {
        if (answered == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, answered);
        return nanos[(int) Math.ceil(share * answered) - 1] / NANOS_PER_MILLI;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d answered, %d failed; p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                answered,
                failed,
                millis(0.5),
                millis(0.99),
                millis(1));
    }
}
