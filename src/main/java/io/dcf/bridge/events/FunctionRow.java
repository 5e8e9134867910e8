package io.dcf.bridge.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.history.Activity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is now.
 *
 * @param state ready, starting, scaled-to-zero, unavailable (it accepts no calls) or failing (it accepts them, and they fail)
 * @param reason why it is unavailable or failing; null if there is none
 * @param rate invocations a second
 * @param errorRate the fraction of failed invocations
 * @param p95Millis null without invocations
 * @param inFlight invocations and streams in progress
 * @param invocationCount the number of invocations since it was deployed, as the gateway counts
 * @param lastInvokedAt null if it was not invoked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FunctionRow(
        String name,
        String image,
        long replicas,
        long availableReplicas,
        String state,
        @Nullable String reason,
        double rate,
        double errorRate,
        @Nullable Double p95Millis,
        int inFlight,
        long invocationCount,
        @Nullable Instant lastInvokedAt) {

    private static final double FAILING_RATE = 0.5;

    /** @param breakerIsOpen whether the function's circuit breaker is not closed */
    static FunctionRow of(FunctionStatus function, Activity activity, int inFlight, boolean breakerIsOpen) {
        String state = state(function, activity, breakerIsOpen);
        return new FunctionRow(
                function.name(),
                function.image(),
                function.replicas(),
                function.availableReplicas(),
                state,
                reason(function, state, breakerIsOpen),
                activity.rate(),
                activity.errorRate(),
                activity.p95Millis(),
                inFlight,
                function.invocationCount(),
                activity.lastInvokedAt());
    }

    private static String state(FunctionStatus function, Activity activity, boolean breakerIsOpen) {
        if (function.replicas() == 0) {
            return "scaled-to-zero";
        }
        if (function.unavailable() != null) {
            return "unavailable";
        }
        if (function.availableReplicas() == 0) {
            return "starting";
        }
        return breakerIsOpen || activity.errorRate() >= FAILING_RATE ? "failing" : "ready";
    }

    private static @Nullable String reason(FunctionStatus function, String state, boolean breakerIsOpen) {
        if (function.unavailable() != null) {
            return function.unavailable().reason();
        }
        return breakerIsOpen && state.equals("failing") ? "Its circuit breaker is open." : null;
    }
}
