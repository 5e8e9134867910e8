package io.dcf.bridge.http;

import java.time.Instant;

/** The time at which a request to a function began, as OpenFaaS's gateway tells it clients and functions. */
public final class StartTime {

    public static final String HEADER = "X-Start-Time";

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private StartTime() {}

    /** The value for now: nanoseconds since 1970. */
    public static String now() {
        Instant now = Instant.now();
        return Long.toString(now.getEpochSecond() * NANOS_PER_SECOND + now.getNano());
    }
}
