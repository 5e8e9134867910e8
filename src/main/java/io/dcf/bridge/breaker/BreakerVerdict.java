package io.dcf.bridge.breaker;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.invoker.InvokeFailures;
import io.dcf.bridge.problem.GrpcStatusMapping;
import org.jspecify.annotations.Nullable;

/** What a breaker counts at the end of a call. */
enum BreakerVerdict {
    UP,
    DOWN,
    /** Nothing is counted. */
    UNKNOWN;

    /**
     * @param failure null if the call succeeded
     * @param hurried whether the client allowed less time than the settings do
     */
    static BreakerVerdict of(@Nullable Throwable failure, boolean hurried) {
        if (failure == null) {
            return UP;
        }
        return failure instanceof GatewayException refused ? of(refused, hurried) : UNKNOWN;
    }

    private static BreakerVerdict of(GatewayException failure, boolean hurried) {
        return switch (GrpcStatusMapping.of(failure).upstream()) {
            case UP -> UP;
            case DOWN -> DOWN;
            case DOWN_UNLESS_HURRIED -> hurried ? UNKNOWN : DOWN;
            case DOWN_UNLESS_REQUEST_IS_WRONG -> isRequestRight(failure.method()) ? DOWN : UNKNOWN;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /**
     * One client's wrong requests must not stop the calls of all. List and Info have no fields that could be wrong; for an invocation,
     * {@link InvokeFailures} has asked whether the function exists.
     */
    private static boolean isRequestRight(String method) {
        return switch (method) {
            case "List", "Info", "Invoke", "Invokes" -> true;
            default -> false;
        };
    }
}
