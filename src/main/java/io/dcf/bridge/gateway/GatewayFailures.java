package io.dcf.bridge.gateway;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.RetryInfo;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.gateway.GatewayException.Fault;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a failed call: whose fault it is, and what of it a caller may see. */
final class GatewayFailures {

    /** gRPC has no code of its own for a message's size; these are the words of its Java, Go and C++ libraries. */
    private static final Pattern TOO_LARGE = Pattern.compile(
            "(?i)(gRPC message exceeds maximum size|received message larger than max|message larger than max)");

    /** How gRPC's client says that a server answered something other than gRPC. */
    private static final Pattern NOT_GRPC = Pattern.compile(
            "(?i)(invalid content-type|HTTP status code|http2 exception|first received frame was not SETTINGS)");

    private GatewayFailures() {}

    /**
     * @param method the gateway's method, such as {@code Deploy}
     * @param requestSize bytes of the request message
     */
    static GatewayException of(String method, int requestSize, Throwable failure) {
        Status status = Status.fromThrowable(failure);
        Fault fault = fault(status, requestSize);
        List<Violation> violations = new ArrayList<>();
        Duration retryAfter = null;
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
            violations.addAll(violations(unpack(detail, BadRequest.class)));
            RetryInfo retry = unpack(detail, RetryInfo.class);
            retryAfter = retry == null ? retryAfter : delay(retry);
        }
        return new GatewayException(
                method, status.getCode(), fault, detail(method, status, fault), violations, retryAfter, failure);
    }

    private static Fault fault(Status status, int requestSize) {
        String text = String.valueOf(status.getDescription());
        return switch (status.getCode()) {
            case RESOURCE_EXHAUSTED ->
                !TOO_LARGE.matcher(text).find()
                        ? Fault.GATEWAY
                        : text.contains(Integer.toString(requestSize))
                                ? Fault.REQUEST_TOO_LARGE
                                : Fault.REPLY_TOO_LARGE;
            // A status that came over the wire has no cause: this one was made here, from what could not be read.
            case INTERNAL, UNKNOWN, CANCELLED, DATA_LOSS ->
                status.getCause() != null || NOT_GRPC.matcher(text).find() ? Fault.UNREADABLE_REPLY : Fault.GATEWAY;
            case UNAUTHENTICATED -> carriesCredentials() ? Fault.CREDENTIALS : Fault.GATEWAY;
            case UNIMPLEMENTED, UNAVAILABLE, PERMISSION_DENIED ->
                NOT_GRPC.matcher(text).find() ? Fault.UNREADABLE_REPLY : Fault.GATEWAY;
            default -> Fault.GATEWAY;
        };
    }

    private static boolean carriesCredentials() {
        Call call = Call.current();
        return call != null && call.headers().containsKey("authorization");
    }

    private static String detail(String method, Status status, Fault fault) {
        return switch (fault) {
            case REQUEST_TOO_LARGE -> "The request is larger than the gateway takes.";
            case REPLY_TOO_LARGE -> "The reply is larger than the bridge takes.";
            case UNREADABLE_REPLY -> "What answered " + method + " did not answer as a gateway does.";
            case GATEWAY, FUNCTION, CREDENTIALS ->
                switch (status.getCode()) {
                    case UNAVAILABLE -> "The gateway cannot be reached.";
                    case UNIMPLEMENTED -> "The gateway has no method " + method + ".";
                    case DEADLINE_EXCEEDED -> "The gateway did not answer " + method + " in time.";
                    case CANCELLED -> "The call was cancelled.";
                    default -> Redaction.of(status.getDescription(), "The gateway refused " + method + ".");
                };
        };
    }

    private static List<Violation> violations(@Nullable BadRequest request) {
        return request == null
                ? List.of()
                : request.getFieldViolationsList().stream()
                        .map(violation -> new Violation(
                                "/" + violation.getField().replace('.', '/'),
                                Redaction.of(violation.getDescription(), "is not valid")))
                        .toList();
    }

    private static Duration delay(RetryInfo retry) {
        return Duration.ofSeconds(
                retry.getRetryDelay().getSeconds(), retry.getRetryDelay().getNanos());
    }

    private static <T extends com.google.protobuf.Message> @Nullable T unpack(Any detail, Class<T> type) {
        try {
            return detail.is(type) ? detail.unpack(type) : null;
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }
}
