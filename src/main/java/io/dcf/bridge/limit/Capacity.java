package io.dcf.bridge.limit;

import org.jspecify.annotations.Nullable;

/**
 * How much there may be at once: as the settings say or, where they do not, as much as the heap survives. A request that waits
 * holds 48 KB of Tomcat's and the bridge's, whatever it is about; bodies come on top of it.
 *
 * @param requests under way
 * @param functionRequests of those, for one function
 * @param memory bytes of bodies
 * @param connections open; those without a request may be about to bring one, and hold as much meanwhile
 */
public record Capacity(int requests, int functionRequests, long memory, int connections) {

    private static final long MIB = 1 << 20;
    private static final long REQUEST = 48 << 10;

    /** The bridge itself. */
    private static final long BASE = 64 * MIB;

    /** Enough to tell others that there is no more, and for whoever watches. */
    private static final int SPARE = 256;

    private static final int FEWEST = 64;
    private static final int MOST = 1_000_000;

    public static Capacity of(LimitsProperties limits) {
        return of(limits, Runtime.getRuntime().maxMemory());
    }

    static Capacity of(LimitsProperties limits, long heap) {
        int requests = or(limits.requests(), Math.min(MOST, Math.max(FEWEST, (heap - BASE) * 3 / 4 / REQUEST)));
        return new Capacity(
                requests,
                or(limits.functionRequests(), Math.max(1, requests * 9L / 10)),
                limits.memory() == null ? heap / 8 : limits.memory().toBytes(),
                or(limits.connections(), requests + (long) SPARE));
    }

    private static int or(@Nullable Integer set, long otherwise) {
        return set == null ? (int) otherwise : set;
    }
}
