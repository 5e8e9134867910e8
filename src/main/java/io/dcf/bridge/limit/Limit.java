package io.dcf.bridge.limit;

import java.util.Locale;

/** Each limit that can refuse a request. */
public enum Limit {
    /** Requests of one client per second. */
    RATE,
    /** Wrong credentials from one address per minute. */
    LOGIN_FAILURES,
    /** Concurrent requests. */
    REQUESTS,
    /** Concurrent invocations and streams. */
    INVOCATIONS,
    /** Concurrent requests of one function. */
    FUNCTION_REQUESTS,
    /** Open streams and WebSockets. */
    STREAMS,
    /** Logs that are followed at the same time. */
    FOLLOWED_LOGS,
    /** Bytes of all bodies in memory. */
    MEMORY,
    /** Bytes of the bodies that one client sends. */
    CALLER_MEMORY;

    /** The name in metrics, and of the setting where there is one. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
