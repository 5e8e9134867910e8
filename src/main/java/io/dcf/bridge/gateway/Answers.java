package io.dcf.bridge.gateway;

/** When the gateway last answered anything, whatever the question: what tells one that is busy from one that is silent. */
final class Answers {

    private volatile long last = System.nanoTime() - Long.MAX_VALUE / 2;

    void note() {
        last = System.nanoTime();
    }

    /** @param nanos a reading of {@link System#nanoTime()} */
    boolean anySince(long nanos) {
        return last - nanos > 0;
    }
}
