package io.dcf.bridge.problem;

import io.dcf.bridge.limit.Limit;
import io.dcf.bridge.limit.LimitException;
import io.dcf.bridge.problemtype.ProblemType;

/** The table from reached limits to HTTP: 429 if the client itself sent too much, 503 if all clients together did. */
final class LimitProblems {

    private LimitProblems() {}

    static Problem of(LimitException reached) {
        return Problem.of(type(reached.limit()), detail(reached.limit(), reached.max()))
                .hint(hint(reached.limit()))
                .retry(true, reached.retryAfter());
    }

    private static ProblemType type(Limit limit) {
        return switch (limit) {
            case RATE -> ProblemType.RATE_LIMITED;
            case LOGIN_FAILURES -> ProblemType.TOO_MANY_LOGIN_FAILURES;
            case FUNCTION_REQUESTS -> ProblemType.FUNCTION_BUSY;
            case CALLER_MEMORY -> ProblemType.CLIENT_MEMORY;
            case REQUESTS, INVOCATIONS, STREAMS, FOLLOWED_LOGS, MEMORY -> ProblemType.OVERLOADED;
        };
    }

    private static String detail(Limit limit, long max) {
        return switch (limit) {
            case RATE -> "The limit of " + max + " requests a second for each client is reached.";
            case LOGIN_FAILURES ->
                "The credentials are wrong, and the limit of " + max
                        + " wrong ones a minute from your address is reached.";
            case FUNCTION_REQUESTS -> "The limit of " + max + " concurrent requests for this function is reached.";
            case INVOCATIONS -> "The limit of " + max + " concurrent invocations is reached.";
            case REQUESTS -> "The limit of " + max + " concurrent requests is reached.";
            case STREAMS -> "The limit of " + max + " open streams is reached.";
            case FOLLOWED_LOGS -> "The limit of " + max + " followed logs is reached.";
            case MEMORY -> "The limit of " + max + " bytes for the bodies of all concurrent requests is reached.";
            case CALLER_MEMORY ->
                "The limit of " + max + " bytes for the bodies of your concurrent requests is reached.";
        };
    }

    private static String hint(Limit limit) {
        return switch (limit) {
            case RATE ->
                "Wait for the time in Retry-After. Each response has the remaining quota in RateLimit. The limits are"
                        + " bridge.limits.rate and bridge.limits.burst.";
            case LOGIN_FAILURES ->
                "Correct the credentials: correct ones are accepted immediately. The limit is bridge.limits.login-failures.";
            case FUNCTION_REQUESTS ->
                "Try again later, or send fewer requests at once. The limit is bridge.limits.function-requests.";
            case INVOCATIONS ->
                "Try again later. A twentieth of bridge.limits.requests is reserved for other requests.";
            case REQUESTS -> "Try again later. The limit is bridge.limits.requests; its default depends on the heap.";
            case STREAMS -> "Try again later, or close some streams. The limit is bridge.limits.streams.";
            case FOLLOWED_LOGS ->
                "Try again later, or read the log without following it. The limit is bridge.limits.followed-logs.";
            case MEMORY -> "Try again later. The limit is bridge.limits.memory; its default depends on the heap.";
            case CALLER_MEMORY ->
                "Send less at once. One client may use half of bridge.limits.memory, whose default depends on the heap.";
        };
    }
}
