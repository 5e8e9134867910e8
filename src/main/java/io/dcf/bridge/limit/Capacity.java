package io.dcf.bridge.limit;

import org.jspecify.annotations.Nullable;

/**
 * How much there may be at once: as the settings say or, where they do not, as much as the heap survives. A request that waits
 * holds 48 KB of Tomcat's and the bridge's, whatever it is about; bodies come on top of it. Before JDK 21 it also holds a thread of the operating system.
 *
 * @param requests under way
 * @param invocations of those, streams included; the others are left for requests that are not for functions
 * @param functionRequests of the invocations, for one function
 * @param memory bytes of bodies
 * @param connections open; those without a request may be about to bring one, and hold as much meanwhile
 */
public record Capacity(int requests, int invocations, int functionRequests, long memory, int connections) {

    private static final long MIB = 1 << 20;
    private static final long REQUEST = 48 << 10;

    /** The bridge itself. */
    private static final long BASE = 64 * MIB;

    /** Enough to tell others that there is no more, and for whoever watches. */
    private static final int SPARE_CONNECTIONS = 256;

    private static final int SPARE_THREADS = 64;
    private static final int MIN_REQUESTS = 64;
    private static final int MAX_REQUESTS = 1_000_000;

    /** A thread of the operating system takes some 100 KB outside of the heap. */
    private static final int MAX_PLATFORM_REQUESTS = 1_200;

    private static final int RESERVED_SHARE = 20;

    /** @param virtualThreads whether a request that waits holds no thread of the operating system */
    static Capacity of(LimitsProperties limits, long heap, boolean virtualThreads) {
        int max = virtualThreads ? MAX_REQUESTS : MAX_PLATFORM_REQUESTS;
        int requests = or(limits.requests(), Math.min(max, Math.max(MIN_REQUESTS, (heap - BASE) * 3 / 4 / REQUEST)));
        return new Capacity(
                requests,
                requests - requests / RESERVED_SHARE,
                or(limits.functionRequests(), Math.max(1, requests * 9L / 10)),
                limits.memory() == null ? heap / 8 : limits.memory().toBytes(),
                or(limits.connections(), requests + (long) SPARE_CONNECTIONS));
    }

    /** How many platform threads serve so many requests, and tell others at once that there is no room for them. */
    public int platformThreads() {
        return requests + SPARE_THREADS;
    }

    private static int or(@Nullable Integer set, long otherwise) {
        return set == null ? (int) otherwise : set;
    }
}
