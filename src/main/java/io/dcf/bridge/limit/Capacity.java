package io.dcf.bridge.limit;

import org.jspecify.annotations.Nullable;

/**
 * The values of the limits: as set or, by default, what fits the heap. A waiting request takes 48 KB in Tomcat and the
 * bridge, and its bodies in addition. Before JDK 21 it also takes a platform thread.
 *
 * @param requests maximum of concurrent requests
 * @param invocations maximum of invocations and streams among them; the rest is reserved for other requests
 * @param functionRequests maximum of invocations of one function
 * @param memory maximum of bytes of bodies
 * @param connections maximum of open connections; one without a request takes as much while it reads the next one
 */
public record Capacity(int requests, int invocations, int functionRequests, long memory, int connections) {

    private static final long MIB = 1 << 20;
    private static final long REQUEST_BYTES = 48 << 10;

    /** What the bridge takes without requests. */
    private static final long BASE_BYTES = 64 * MIB;

    /** For refusals, and for monitoring. */
    private static final int SPARE_CONNECTIONS = 256;

    private static final int SPARE_THREADS = 64;
    private static final int MIN_REQUESTS = 64;
    private static final int MAX_REQUESTS = 1_000_000;

    /** A platform thread takes about 100 KB outside the heap. */
    private static final int MAX_PLATFORM_REQUESTS = 1_200;

    /** One of so many requests is reserved for those that are no invocations. */
    private static final int RESERVED_SHARE = 20;

    /** @param virtualThreads whether requests run on virtual threads */
    static Capacity of(LimitsProperties limits, long heap, boolean virtualThreads) {
        int max = virtualThreads ? MAX_REQUESTS : MAX_PLATFORM_REQUESTS;
        int requests = orElse(
                limits.requests(), Math.min(max, Math.max(MIN_REQUESTS, (heap - BASE_BYTES) * 3 / 4 / REQUEST_BYTES)));
        return new Capacity(
                requests,
                requests - requests / RESERVED_SHARE,
                orElse(limits.functionRequests(), Math.max(1, requests * 9L / 10)),
                limits.memory() == null ? heap / 8 : limits.memory().toBytes(),
                orElse(limits.connections(), requests + (long) SPARE_CONNECTIONS));
    }

    /** The size of a pool of platform threads that serves all requests, and refuses further ones without delay. */
    public int platformThreads() {
        return requests + SPARE_THREADS;
    }

    private static int orElse(@Nullable Integer set, long byDefault) {
        return set == null ? (int) byDefault : set;
    }
}
