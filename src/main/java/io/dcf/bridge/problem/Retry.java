package io.dcf.bridge.problem;

import com.google.common.base.Throwables;
import io.dcf.bridge.call.GatewayException;
import java.net.ConnectException;
import java.time.Duration;

/** Whether a client may send the request of a failed call again. */
enum Retry {
    YES,
    NO,
    /** If the gateway says when. */
    IF_GATEWAY_NAMES_A_TIME,
    /** Unless a function may have run. After a second, if the gateway does not say when. */
    UNLESS_IT_MAY_HAVE_RUN;

    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);

    Problem in(Problem problem, GatewayException failure) {
        Duration after = failure.retryAfter();
        return switch (this) {
            case YES -> problem.retry(true, after);
            case NO -> problem.retry(false, after);
            case IF_GATEWAY_NAMES_A_TIME -> problem.retry(after != null, after);
            case UNLESS_IT_MAY_HAVE_RUN ->
                problem.retry(!mayHaveRun(failure), after == null ? DEFAULT_RETRY_AFTER : after);
        };
    }

    /** Whether the call may have run a function: it invoked one, and reached a server. */
    private static boolean mayHaveRun(GatewayException failure) {
        return failure.method().startsWith("Invoke")
                && Throwables.getCausalChain(failure).stream().noneMatch(ConnectException.class::isInstance);
    }
}
