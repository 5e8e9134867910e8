package io.dcf.bridge.limit;

import java.util.Locale;

/** What there is only so much of. */
public enum Limit {
    /** Requests of one caller, by the second. */
    RATE,
    /** Wrong credentials from one address, by the minute. */
    LOGIN_FAILURES,
    /** Requests at once. */
    REQUESTS,
    /** Invocations and streams at once. */
    INVOCATIONS,
    /** Requests at once for one function. */
    FUNCTION_REQUESTS,
    /** Streams and WebSockets at once. */
    STREAMS,
    /** Logs that are followed at once. */
    FOLLOWED_LOGS,
    /** Bytes of bodies at once. */
    MEMORY,
    /** Those of them that one caller sends. */
    CALLER_MEMORY;

    /** As metrics spell it, and the setting where there is one. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
