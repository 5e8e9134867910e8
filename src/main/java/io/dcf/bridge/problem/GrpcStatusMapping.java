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
import io.grpc.Status.Code;
import org.jspecify.annotations.Nullable;

/**
 * A row of the one table from failed gRPC calls to HTTP. A failure's fault selects the row; if the gateway is at fault, its gRPC code
 * does. The switches over all faults and codes have no default, so that one without a row does not compile.
 *
 * @param httpStatus the status of the response
 * @param upstream what the circuit breaker takes the failure for
 * @param hint what the client, or the operator, can do; null if the problem's detail is enough
 */
public record GrpcStatusMapping(
        int httpStatus,
        Retry retry,
        UpstreamState upstream,
        @Nullable String hint) {

    static GrpcStatusMapping row(int httpStatus, Retry retry, UpstreamState upstream, @Nullable String hint) {
        return new GrpcStatusMapping(httpStatus, retry, upstream, hint);
    }

    public static GrpcStatusMapping of(GatewayException failure) {
        Code code = failure.code();
        return switch (failure.fault()) {
            case GATEWAY -> failure.retryAfter() == null ? of(code) : withRetryAfter(code);
            case FUNCTION -> row(502, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.FUNCTION);
            case CREDENTIALS -> row(401, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.CREDENTIALS);
            case METHOD_NOT_ALLOWED -> row(405, NO, UP, GatewayHints.NO_HTTP);
            case PATH_NOT_FOUND -> row(404, NO, UP, GatewayHints.NO_HTTP);
            case REQUEST_TOO_LARGE -> row(413, NO, UP, GatewayHints.REQUEST_TOO_LARGE);
            case REPLY_TOO_LARGE -> row(502, NO, UP, GatewayHints.replyTooLarge(failure.method()));
            case QUOTA_EXCEEDED -> row(of(code).httpStatus(), NO, UP, GatewayHints.QUOTA_EXCEEDED);
            case INVALID_REPLY -> invalidReply(code);
            case UNKNOWN_SERVICE -> row(502, IF_GATEWAY_NAMES_A_TIME, UNKNOWN, GatewayHints.UNKNOWN_SERVICE);
            case TLS_HANDSHAKE -> row(502, NO, UNKNOWN, GatewayHints.TLS_HANDSHAKE);
            case PARTLY_DEPLOYED -> row(500, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.PARTLY_DEPLOYED);
            case BREAKER_OPEN -> row(503, YES, UNKNOWN, GatewayHints.BREAKER_OPEN);
            case SHUTDOWN -> row(503, UNLESS_IT_MAY_HAVE_RUN, UNKNOWN, GatewayHints.SHUTDOWN);
        };
    }

    /** UNAUTHENTICATED is about the bridge's own credentials: {@code CREDENTIALS} is the fault of a client's. */
    static GrpcStatusMapping of(Code code) {
        return switch (code) {
            case OK -> row(200, NO, UP, null);
            case CANCELLED -> row(Problem.CLIENT_CLOSED_REQUEST, IF_GATEWAY_NAMES_A_TIME, UNKNOWN, null);
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION -> row(400, IF_GATEWAY_NAMES_A_TIME, UP, null);
            case UNAUTHENTICATED -> row(502, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.UNAUTHENTICATED);
            case PERMISSION_DENIED -> row(403, IF_GATEWAY_NAMES_A_TIME, UP, null);
            case NOT_FOUND -> row(404, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.NOT_FOUND);
            case ALREADY_EXISTS -> row(409, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.ALREADY_EXISTS);
            case ABORTED -> row(409, YES, UP, GatewayHints.ABORTED);
            case RESOURCE_EXHAUSTED -> row(429, YES, UP, GatewayHints.RESOURCE_EXHAUSTED);
            case UNKNOWN, INTERNAL, DATA_LOSS -> row(500, IF_GATEWAY_NAMES_A_TIME, DOWN_UNLESS_REQUEST_IS_WRONG, null);
            case UNIMPLEMENTED -> row(501, IF_GATEWAY_NAMES_A_TIME, UP, GatewayHints.UNIMPLEMENTED);
            case UNAVAILABLE -> row(503, UNLESS_IT_MAY_HAVE_RUN, DOWN, GatewayHints.UNAVAILABLE);
            case DEADLINE_EXCEEDED ->
                row(504, IF_GATEWAY_NAMES_A_TIME, DOWN_UNLESS_HURRIED, GatewayHints.DEADLINE_EXCEEDED);
        };
    }

    /** Only a gateway that is up names a time. */
    private static GrpcStatusMapping withRetryAfter(Code code) {
        return code == Code.UNAVAILABLE
                ? row(503, UNLESS_IT_MAY_HAVE_RUN, UP, GatewayHints.UNAVAILABLE_FOR_NOW)
                : of(code);
    }

    /** gRPC makes these codes of an HTTP status, such as that of a proxy whose gateway is down. Others are of unreadable messages. */
    private static GrpcStatusMapping invalidReply(Code code) {
        return switch (code) {
            case UNAVAILABLE -> row(502, UNLESS_IT_MAY_HAVE_RUN, DOWN, GatewayHints.INVALID_REPLY);
            case UNKNOWN, UNIMPLEMENTED, PERMISSION_DENIED ->
                row(502, IF_GATEWAY_NAMES_A_TIME, DOWN, GatewayHints.INVALID_REPLY);
            default -> row(502, IF_GATEWAY_NAMES_A_TIME, UNKNOWN, GatewayHints.INVALID_REPLY);
        };
    }
}
