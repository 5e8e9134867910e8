package io.dcf.bridge.problem;

import static io.dcf.bridge.problem.Retry.IF_GATEWAY_NAMES_A_TIME;
import static io.dcf.bridge.problem.Retry.NO;
import static io.dcf.bridge.problem.Retry.UNLESS_IT_MAY_HAVE_RUN;
import static io.dcf.bridge.problem.Retry.YES;
import static io.dcf.bridge.problem.UpstreamState.DOWN;
import static io.dcf.bridge.problem.UpstreamState.DOWN_UNLESS_HURRIED;
import static io.dcf.bridge.problem.UpstreamState.DOWN_UNLESS_REQUEST_IS_WRONG;
import static io.dcf.bridge.problem.UpstreamState.UNKNOWN;
import static io.dcf.bridge.problem.UpstreamState.UP;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.problemtype.ProblemType;
import io.grpc.Status.Code;
import org.jspecify.annotations.Nullable;

/**
 * A row of the one table from failed gRPC calls to HTTP. A failure's fault selects the row; if the gateway is at fault, its gRPC code
 * does. The switches over all faults and codes have no default, so that one without a row does not compile.
 *
 * @param type the type of the problem
 * @param httpStatus the status of the response
 * @param upstream what the circuit breaker takes the failure for
 * @param hint what the client, or the operator, can do; null if the problem's detail is enough
 */
public record GrpcStatusMapping(
        ProblemType type,
        int httpStatus,
        Retry retry,
        UpstreamState upstream,
        @Nullable String hint) {

    private static GrpcStatusMapping row(ProblemType type, Retry retry, UpstreamState upstream, @Nullable String hint) {
        return row(type, type.status().orElseThrow(), retry, upstream, hint);
    }

    private static GrpcStatusMapping row(
            ProblemType type, int httpStatus, Retry retry, UpstreamState upstream, @Nullable String hint) {
        return new GrpcStatusMapping(type, httpStatus, retry, upstream, hint);
    }

    public static GrpcStatusMapping of(GatewayException failure) {
        Code code = failure.code();
        return switch (failure.fault()) {
            case GATEWAY -> failure.retryAfter() == null ? of(code) : withRetryAfter(code);
            case FUNCTION -> row(ProblemType.FUNCTION_FAILED, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.FUNCTION);
            case CREDENTIALS ->
                row(ProblemType.CREDENTIALS_REFUSED_BY_GATEWAY, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.CREDENTIALS);
            case METHOD_NOT_ALLOWED -> row(ProblemType.FUNCTION_ACCEPTS_ONLY_POST, NO, UP, GatewayHints.NO_HTTP);
            case PATH_NOT_FOUND -> row(ProblemType.FUNCTION_HAS_NO_PATHS, NO, UP, GatewayHints.NO_HTTP);
            case REQUEST_TOO_LARGE -> row(ProblemType.REQUEST_TOO_LARGE, NO, UP, GatewayHints.REQUEST_TOO_LARGE);
            case REPLY_TOO_LARGE ->
                row(ProblemType.REPLY_TOO_LARGE, NO, UP, GatewayHints.replyTooLarge(failure.method()));
            case QUOTA_EXCEEDED ->
                row(ProblemType.QUOTA_EXCEEDED, of(code).httpStatus(), NO, UP, GatewayHints.QUOTA_EXCEEDED);
            case INVALID_REPLY -> invalidReply(code);
            case UNKNOWN_SERVICE ->
                row(
                        ProblemType.UNKNOWN_GATEWAY_SERVICE,
                        IF_GATEWAY_NAMES_A_TIME,
                        UNKNOWN,
                        GatewayHints.UNKNOWN_SERVICE);
            case TLS_HANDSHAKE -> row(ProblemType.GATEWAY_TLS, NO, UNKNOWN, GatewayHints.TLS_HANDSHAKE);
            case PARTLY_DEPLOYED ->
                row(ProblemType.PARTLY_DEPLOYED, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.PARTLY_DEPLOYED);
            case BREAKER_OPEN -> row(ProblemType.BREAKER_OPEN, YES, UNKNOWN, GatewayHints.BREAKER_OPEN);
            case SHUTDOWN -> row(ProblemType.SHUTTING_DOWN, UNLESS_IT_MAY_HAVE_RUN, UNKNOWN, GatewayHints.SHUTDOWN);
        };
    }

    /** UNAUTHENTICATED is about the bridge's own credentials: {@code CREDENTIALS} is the fault of a client's. */
    static GrpcStatusMapping of(Code code) {
        return switch (code) {
            case OK -> row(ProblemType.GATEWAY_FAILED, 200, NO, UP, null);
            case CANCELLED -> row(ProblemType.CLIENT_DISCONNECTED, IF_GATEWAY_NAMES_A_TIME, UNKNOWN, null);
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
                row(ProblemType.REJECTED_BY_GATEWAY, IF_GATEWAY_NAMES_A_TIME, UP, null);
            case UNAUTHENTICATED ->
                row(ProblemType.GATEWAY_CREDENTIALS, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.UNAUTHENTICATED);
            case PERMISSION_DENIED -> row(ProblemType.DENIED_BY_GATEWAY, IF_GATEWAY_NAMES_A_TIME, UP, null);
            case NOT_FOUND -> row(ProblemType.FUNCTION_NOT_FOUND, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.NOT_FOUND);
            case ALREADY_EXISTS ->
                row(ProblemType.ALREADY_EXISTS, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.ALREADY_EXISTS);
            case ABORTED -> row(ProblemType.CONCURRENT_CHANGE, YES, UP, GatewayHints.ABORTED);
            case RESOURCE_EXHAUSTED -> row(ProblemType.LIMITED_BY_GATEWAY, YES, UP, GatewayHints.RESOURCE_EXHAUSTED);
            case UNKNOWN, INTERNAL, DATA_LOSS ->
                row(ProblemType.GATEWAY_FAILED, IF_GATEWAY_NAMES_A_TIME, DOWN_UNLESS_REQUEST_IS_WRONG, null);
            case UNIMPLEMENTED ->
                row(ProblemType.UNSUPPORTED_BY_GATEWAY, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.UNIMPLEMENTED);
            case UNAVAILABLE ->
                row(ProblemType.GATEWAY_UNAVAILABLE, UNLESS_IT_MAY_HAVE_RUN, DOWN, GatewayHints.UNAVAILABLE);
            case DEADLINE_EXCEEDED ->
                row(
                        ProblemType.GATEWAY_TIMEOUT,
                        IF_GATEWAY_NAMES_A_TIME,
                        DOWN_UNLESS_HURRIED,
                        GatewayHints.DEADLINE_EXCEEDED);
        };
    }

    /** Only a gateway that is up names a time. */
    private static GrpcStatusMapping withRetryAfter(Code code) {
        return code == Code.UNAVAILABLE
                ? row(ProblemType.UNAVAILABLE_FOR_NOW, UNLESS_IT_MAY_HAVE_RUN, UP, GatewayHints.UNAVAILABLE_FOR_NOW)
                : of(code);
    }

    /** gRPC makes these codes of an HTTP status, such as that of a proxy whose gateway is down. Others are of unreadable messages. */
    private static GrpcStatusMapping invalidReply(Code code) {
        return switch (code) {
            case UNAVAILABLE ->
                row(ProblemType.INVALID_GATEWAY_REPLY, UNLESS_IT_MAY_HAVE_RUN, DOWN, GatewayHints.INVALID_REPLY);
            case UNKNOWN, UNIMPLEMENTED, PERMISSION_DENIED ->
                row(ProblemType.INVALID_GATEWAY_REPLY, IF_GATEWAY_NAMES_A_TIME, DOWN, GatewayHints.INVALID_REPLY);
            default ->
                row(ProblemType.INVALID_GATEWAY_REPLY, IF_GATEWAY_NAMES_A_TIME, UNKNOWN, GatewayHints.INVALID_REPLY);
        };
    }
}
