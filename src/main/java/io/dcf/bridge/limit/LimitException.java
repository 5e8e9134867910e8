package io.dcf.bridge.limit;

import java.time.Duration;

/** Thrown where a limit is reached; nothing of what it is about has been taken. */
public final class LimitException extends RuntimeException {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Limit limit;
    private final long most;
    private final Duration retryAfter;

    LimitException(Limit limit, long most) {
        this(limit, most, SOON);
    }

    LimitException(Limit limit, long most, Duration retryAfter) {
        super(limit.label() + ": " + most, null, false, false); // it is an everyday thing, and has to be cheap
        this.limit = limit;
        this.most = most;
        this.retryAfter = retryAfter;
    }

    public Limit limit() {
        return limit;
    }

    /** How much there is in all. */
    public long most() {
        return most;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
