package io.dcf.bridge.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The invocations of a function until now.
 *
 * @param rate invocations a second that ended, in the last 10 to 20 seconds
 * @param errorRate the fraction of the invocations of about the last minute that failed; those that the client cancelled do not count
 * @param p95Millis the 95th percentile of their durations, in milliseconds; null if there were none
 * @param lastInvokedAt when the last invocation ended; null if there was none
 */
public record Activity(
        double rate,
        double errorRate,
        @Nullable Double p95Millis,
        @Nullable Instant lastInvokedAt) {

    static final Activity NONE = new Activity(0, 0, null, null);
}
