package io.dcf.bridge.async;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.queue.ClaimedInvocation;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Which failures are followed by a further attempt, and after which pause. */
final class RetryPolicy {

    private static final Duration MAX_PAUSE = Duration.ofMinutes(5);
    private static final int MAX_DOUBLINGS = 20;

    private final Duration backoff;

    RetryPolicy(Duration backoff) {
        this.backoff = backoff;
    }

    static boolean isRetried(ClaimedInvocation invocation, Problem problem) {
        return invocation.triesLeft() > 0 && (invocation.retryAll() || problem.retryable());
    }

    /** Doubles with each attempt. Half of it is random, so that what failed together is not tried again together. */
    Duration pause(ClaimedInvocation invocation, Problem problem) {
        long doubled = backoff.toMillis() << Math.min(MAX_DOUBLINGS, invocation.attempt() - 1);
        long longest = Math.min(MAX_PAUSE.toMillis(), doubled);
        long pause = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        Duration asked = problem.retryAfter() == null ? Duration.ZERO : problem.retryAfter();
        return Duration.ofMillis(Math.max(pause, asked.toMillis()));
    }
}
