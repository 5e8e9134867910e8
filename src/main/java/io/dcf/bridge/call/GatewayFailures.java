package io.dcf.bridge.call;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what gRPC throws for a failed call into a {@link GatewayException}. */
public final class GatewayFailures {

    /** gRPC's Java client, about a reply that was cut off; the code alone does not show that the gateway did not send it. */
    private static final Pattern CUT_OFF =
            Pattern.compile("(CallOptions|Context) deadline exceeded after .*|Network closed for unknown reason.*");

    private static final int MAX_STATUS_LENGTH = 20;

    private GatewayFailures() {}

    /**
     * @param method the gateway's method, such as {@code Deploy}
     * @param requestSize bytes of the request message
     */
    public static GatewayException of(String method, int requestSize, Throwable thrown) {
        Throwable cause = thrown.getCause();
        Throwable failure = thrown instanceof ExecutionException && cause != null ? cause : thrown;
        Status status = withUnavailable(Status.fromThrowable(failure));
        Metadata trailers = Status.trailersFromThrowable(failure);
        Iterable<String> secrets = FailureTrailers.secrets(trailers);
        ErrorDetails details = ErrorDetails.of(failure, secrets);
        boolean local = isLocal(status, trailers);
        boolean quotaExceeded = details.quotaExceeded() && details.retryAfter() == null;
        Fault fault = FaultClassifier.fault(status, trailers, local, quotaExceeded, requestSize);
        return new GatewayException(
                method,
                status.getCode(),
                fault,
                FailureDetail.of(method, status, fault, local, secrets),
                details.violations(),
                details.retryAfter(),
                failure);
    }

    /** gRPC says UNKNOWN of a connection that was lost before the call was sent. */
    private static Status withUnavailable(Status status) {
        boolean lost = status.getCode() == Status.Code.UNKNOWN && Causes.include(status, ClosedChannelException.class);
        return lost
                ? Status.UNAVAILABLE.withDescription(status.getDescription()).withCause(status.getCause())
                : status;
    }

    /** Whether gRPC's client made the status: one that came over the wire has no cause. */
    private static boolean isLocal(Status status, @Nullable Metadata trailers) {
        return status.getCause() != null
                || trailers == null
                || FailureTrailers.isLocal(trailers)
                || CUT_OFF.matcher(String.valueOf(status.getDescription())).matches();
    }

    /** The failure of an output that exceeds the limit only as a whole; gRPC checks single messages. */
    public static StatusRuntimeException tooLarge(long size, long limit) {
        return Status.RESOURCE_EXHAUSTED
                .withDescription("gRPC message exceeds maximum size " + limit + ": " + size)
                .asRuntimeException();
    }

    /** The failure of a function whose HTTP status no response can have; 1xx is an interim status. */
    public static GatewayException invalidHttpStatus(String status) {
        String shown = status.length() <= MAX_STATUS_LENGTH ? status : status.substring(0, MAX_STATUS_LENGTH) + "...";
        return new GatewayException(
                "Invoke",
                Status.Code.INTERNAL,
                Fault.FUNCTION,
                "The function answered with the HTTP status '" + shown + "'; it must be 200 to 599.",
                List.of(),
                null,
                null);
    }
}
