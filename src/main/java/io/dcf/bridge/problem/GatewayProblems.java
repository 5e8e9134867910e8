package io.dcf.bridge.problem;

import io.dcf.bridge.call.GatewayException;
import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The one table from a gateway's failures to HTTP's. */
final class GatewayProblems {

    private static final Duration SOON = Duration.ofSeconds(1);

    private GatewayProblems() {}

    static Problem of(GatewayException failure) {
        Problem problem = Problem.of(status(failure), failure.detail())
                .code(failure.code().name())
                .violations(failure.violations())
                .hint(hint(failure));
        if (failure.fault() == GatewayException.Fault.TLS) {
            return problem; // nobody but its operator can mend it
        }
        return switch (failure.code()) {
            case UNAVAILABLE ->
                problem.retry(failure.mayBeRepeated(), failure.retryAfter() == null ? SOON : failure.retryAfter());
            case RESOURCE_EXHAUSTED ->
                problem.retry(failure.fault() == GatewayException.Fault.GATEWAY, failure.retryAfter());
            case ABORTED -> problem.retry(true, failure.retryAfter());
            default -> problem.retry(failure.retryAfter() != null, failure.retryAfter());
        };
    }

    private static int status(GatewayException failure) {
        return switch (failure.fault()) {
            case CREDENTIALS -> 401;
            case NO_METHOD -> 405;
            case NO_PATH -> 404;
            case REQUEST_TOO_LARGE -> 413;
            case FUNCTION, REPLY_TOO_LARGE, UNREADABLE_REPLY, UNKNOWN_SERVICE, TLS -> 502;
            case GATEWAY, QUOTA, HALF_DEPLOYED, NOT_ASKED, LEAVING -> status(failure.code());
        };
    }

    /** UNAUTHENTICATED is the bridge's own failure here; a caller's is told apart above. No default, so that a code without a status does not compile. */
    static int status(Status.Code code) {
        return switch (code) {
            case OK -> 200;
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> 400;
            case UNAUTHENTICATED -> 502;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ALREADY_EXISTS, ABORTED -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> Problem.CLIENT_CLOSED_REQUEST;
            case UNKNOWN, INTERNAL, DATA_LOSS -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }

    private static @Nullable String hint(GatewayException failure) {
        return switch (failure.fault()) {
            case FUNCTION ->
                "It is the function, or the gateway on its behalf, that failed; its logs may say more. Output that is not UTF-8"
                        + " comes back only with Accept: application/octet-stream, and from a gateway that has Invokes.";
            case CREDENTIALS -> "The gateway refused the credentials that you sent along.";
            case NO_METHOD, NO_PATH ->
                "POST its input to /function/{name}. A function that listens for HTTP, such as at dcf.io/address=http://..., takes"
                        + " all methods and paths.";
            case REQUEST_TOO_LARGE -> "Send less; gateways take 4 MiB a message unless set up for more.";
            case REPLY_TOO_LARGE -> replyTooLarge(failure.method());
            case QUOTA ->
                "Waiting does not help: delete functions that are not needed, use less, or raise the gateway's limit.";
            case UNREADABLE_REPLY ->
                "Check that bridge.gateway.address names a gateway, that bridge.gateway.tls.enabled says whether it"
                        + " speaks TLS, and that it speaks the dialect that bridge.gateway.dialect says.";
            case UNKNOWN_SERVICE ->
                "Check bridge.gateway.dialect and bridge.gateway.service-name; GET /api/v1/info says which to try.";
            case HALF_DEPLOYED -> "DELETE /api/v1/functions/{name} removes what is there; PUT deploys it anew then.";
            case TLS ->
                "Check bridge.gateway.tls: enabled (whether the gateway speaks TLS), ca (who signs its certificate), server-name"
                        + " (the name in it), certificate and key (where it asks for the bridge's).";
            case NOT_ASKED ->
                "Ask again after what Retry-After says: one call is then let through to see whether it works again. Whether the"
                        + " gateway answers is at GET /api/v1/info; when calls are refused is set by bridge.gateway.breaker.";
            case LEAVING ->
                "Ask again: another bridge answers, or this one when it is back. It may have run all the same.";
            case GATEWAY ->
                failure.code() == Status.Code.UNAVAILABLE && failure.retryAfter() != null
                        ? "Ask again after what Retry-After says; the gateway is up, and its operator can change what the detail says."
                        : hint(failure.code());
        };
    }

    private static String replyTooLarge(String method) {
        return switch (method) {
            case "List" ->
                "All functions together are more than the bridge takes: raise bridge.limits.reply-size, or delete"
                        + " functions or shorten their labels and annotations.";
            case "GetLog" -> "The function's log is more than the bridge takes: raise bridge.limits.reply-size.";
            case "GetMeta" ->
                "The function's labels and annotations are more than the bridge takes: raise bridge.limits.reply-size.";
            default ->
                "Make the function answer less, or raise bridge.limits.reply-size, or http-reply-size where it speaks HTTP.";
        };
    }

    private static @Nullable String hint(Status.Code code) {
        return switch (code) {
            case NOT_FOUND -> "GET /api/v1/functions lists what is deployed; POST there deploys.";
            case ALREADY_EXISTS -> "PUT /api/v1/functions/{name} replaces a function that exists.";
            case UNAVAILABLE ->
                "Ask again later; an invocation may have run all the same. If it persists, check that the gateway runs,"
                        + " that bridge.gateway.address names it, and that bridge.gateway.tls.enabled says whether it speaks TLS.";
            case UNIMPLEMENTED ->
                "This gateway cannot do that; another version or dialect of it may. GET /api/v1/info says what the bridge"
                        + " found.";
            case DEADLINE_EXCEEDED ->
                "It may still have been carried out. X-Timeout sets how long you wait, up to the bridge's"
                        + " own limit (bridge.gateway.deadline, bridge.gateway.invoke-deadline).";
            case UNAUTHENTICATED ->
                "The gateway wants other credentials than the bridge sends: bridge.gateway.token is the bridge's own,"
                        + " bridge.gateway.forward-headers passes on the caller's.";
            case ABORTED -> "Somebody else changed it at the same time; ask again.";
            case RESOURCE_EXHAUSTED -> "Ask again later, less often.";
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    INTERNAL,
                    DATA_LOSS -> null;
        };
    }
}
