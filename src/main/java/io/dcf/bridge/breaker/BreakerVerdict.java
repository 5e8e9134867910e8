package io.dcf.bridge.breaker;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.gateway.InvokeFailures;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** What the end of a call says of the upstream that it went to. */
enum BreakerVerdict {
    /** It is up: it answered, be it that the call is wrong, or that a function failed. */
    ANSWERED,
    /** It is down. */
    DOWN,
    /** Nothing: the caller left or was in a hurry, or no TLS came about, which waiting does not change. */
    UNCLEAR;

    /**
     * @param failure null where all went well
     * @param hurried whether the caller wanted to wait less than the settings allow
     */
    static BreakerVerdict of(@Nullable Throwable failure, boolean hurried) {
        if (failure == null) {
            return ANSWERED;
        }
        return failure instanceof GatewayException refused ? of(refused, hurried) : UNCLEAR;
    }

    private static BreakerVerdict of(GatewayException failure, boolean hurried) {
        return switch (failure.fault()) {
            case FUNCTION, CREDENTIALS, NO_METHOD, NO_PATH, REQUEST_TOO_LARGE, REPLY_TOO_LARGE, QUOTA, HALF_DEPLOYED ->
                ANSWERED;
            case TLS, UNKNOWN_SERVICE, NOT_ASKED, LEAVING -> UNCLEAR;
            case UNREADABLE_REPLY -> isPage(failure.code()) ? DOWN : UNCLEAR;
            case GATEWAY ->
                switch (failure.code()) {
                    case UNAVAILABLE ->
                        failure.retryAfter() == null ? DOWN : ANSWERED; // only one that is up names a time
                    case DEADLINE_EXCEEDED -> hurried ? UNCLEAR : DOWN;
                    case INTERNAL, UNKNOWN, DATA_LOSS -> isTheGatewaysOwn(failure.method()) ? DOWN : UNCLEAR;
                    case CANCELLED -> UNCLEAR;
                    case OK,
                            INVALID_ARGUMENT,
                            NOT_FOUND,
                            ALREADY_EXISTS,
                            PERMISSION_DENIED,
                            RESOURCE_EXHAUSTED,
                            FAILED_PRECONDITION,
                            ABORTED,
                            OUT_OF_RANGE,
                            UNIMPLEMENTED,
                            UNAUTHENTICATED -> ANSWERED;
                };
        };
    }

    /** Whether gRPC made the code of HTTP's status, as where a proxy answers for a gateway that is gone; others are messages that could not be read. */
    private static boolean isPage(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, UNKNOWN, UNIMPLEMENTED, PERMISSION_DENIED -> true;
            default -> false;
        };
    }

    /**
     * Gateways use these codes for what callers did wrong, too, and nobody is to be able to shut a gateway off for all. A
     * List or an Info has nothing in it that could be wrong; of an invocation, {@link InvokeFailures} has ruled it out.
     */
    private static boolean isTheGatewaysOwn(String method) {
        return switch (method) {
            case "List", "Info", "Invoke", "Invokes" -> true;
            default -> false;
        };
    }
}
