package io.dcf.bridge.problem;

import io.dcf.bridge.limit.Limit;
import io.dcf.bridge.limit.LimitException;

/** The one table from limits that are reached to HTTP: 429 where it is for the caller to ask for less, 503 where it is not. */
final class LimitProblems {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    private LimitProblems() {}

    static Problem of(LimitException reached) {
        return Problem.of(status(reached.limit()), detail(reached.limit(), reached.max()))
                .hint(hint(reached.limit()))
                .retry(true, reached.retryAfter());
    }

    private static int status(Limit limit) {
        return switch (limit) {
            case RATE, LOGIN_FAILURES, FUNCTION_REQUESTS, CALLER_MEMORY -> TOO_MANY_REQUESTS;
            case REQUESTS, INVOCATIONS, STREAMS, FOLLOWED_LOGS, MEMORY -> SERVICE_UNAVAILABLE;
        };
    }

    private static String detail(Limit limit, long most) {
        return switch (limit) {
            case RATE -> "You ask more often than " + most + " times a second.";
            case LOGIN_FAILURES ->
                "The credentials are wrong, and so were " + most + " others from your address within a minute.";
            case FUNCTION_REQUESTS -> most + " requests for this function are under way, and no more may be.";
            case INVOCATIONS -> "The limit of " + most + " concurrent invocations is reached.";
            case REQUESTS -> most + " requests are under way, and no more may be.";
            case STREAMS -> most + " streams are open, and no more may be.";
            case FOLLOWED_LOGS -> most + " logs are followed, and no more may be.";
            case MEMORY -> "The bodies under way would take more than " + most + " bytes.";
            case CALLER_MEMORY -> "Your bodies under way would take more than " + most + " bytes.";
        };
    }

    private static String hint(Limit limit) {
        return switch (limit) {
            case RATE ->
                "Wait as Retry-After says; RateLimit, in every answer, says what is left. It is bridge.limits.rate and"
                        + " bridge.limits.burst.";
            case LOGIN_FAILURES ->
                "Correct the credentials: right ones are accepted at once. The limit is bridge.limits.login-failures.";
            case FUNCTION_REQUESTS ->
                "Ask again later, or ask less of it at once. It is bridge.limits.function-requests.";
            case INVOCATIONS ->
                "Try again later. A twentieth of bridge.limits.requests is reserved for other requests.";
            case REQUESTS -> "Ask again later. It is bridge.limits.requests, which follows from the heap.";
            case STREAMS -> "Try again later, or close some. It is bridge.limits.streams.";
            case FOLLOWED_LOGS ->
                "Try again later, or read the log without following it. It is bridge.limits.followed-logs.";
            case MEMORY -> "Ask again later. It is bridge.limits.memory, which follows from the heap.";
            case CALLER_MEMORY ->
                "Send less at once. One caller may have half of bridge.limits.memory, which follows from the heap.";
        };
    }
}
