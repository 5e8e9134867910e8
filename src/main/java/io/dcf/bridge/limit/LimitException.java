package io.dcf.bridge.limit;

import java.time.Duration;

/** Thrown where a limit is reached. Nothing was acquired. */
public final class LimitException extends RuntimeException {

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    private final Limit limit;
    private final long max;
    private final Duration retryAfter;

    LimitException(Limit limit, long max) {
        this(limit, max, DEFAULT_RETRY_AFTER);
    }

    LimitException(Limit limit, long max, Duration retryAfter) {
        super(
                limit.label() + ": " + max,
                null,
                false,
                false); // without a stack trace: it is frequent and has to be cheap
        this.limit = limit;
        this.max = max;
        this.retryAfter = retryAfter;
    }

    public Limit limit() {
        return limit;
    }

    /** The limit's value. */
    public long max() {
        return max;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
