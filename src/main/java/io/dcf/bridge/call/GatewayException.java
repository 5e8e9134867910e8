package io.dcf.bridge.call;

import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Violation;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Thrown if a call to the gateway fails. */
public final class GatewayException extends RuntimeException {

    private final String method;
    private final Status.Code code;
    private final Fault fault;
    private final List<Violation> violations;
    private final @Nullable Duration retryAfter;

    public GatewayException(
            String method,
            Status.Code code,
            Fault fault,
            String detail,
            List<Violation> violations,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.method = method;
        this.code = code;
        this.fault = fault;
        this.violations = List.copyOf(violations);
        this.retryAfter = retryAfter;
    }

    public GatewayException(String method, Status.Code code, String detail) {
        this(method, code, Fault.GATEWAY, detail, List.of(), null, null);
    }

    /** The same failure, with the function as its cause. */
    public GatewayException ofFunction() {
        return new GatewayException(method, code, Fault.FUNCTION, detail(), violations, retryAfter, getCause());
    }

    /** The same failure of a Deploy or Update after which a function exists. NOT_FOUND is then about something that it needs. */
    public GatewayException ofPartlyDeployed(FunctionStatus found) {
        String detail = method + " failed, yet a function of that name exists, with image '" + found.image() + "' and "
                + found.replicas() + " replicas: " + detail();
        Status.Code real = isUnknownFunction() ? Status.Code.INTERNAL : code;
        return new GatewayException(method, real, Fault.PARTLY_DEPLOYED, detail, violations, retryAfter, getCause());
    }

    /** The gateway's method that failed, such as {@code Deploy}. */
    public String method() {
        return method;
    }

    public Status.Code code() {
        return code;
    }

    public Fault fault() {
        return fault;
    }

    /** What happened, in words that a client may see: no address of the gateway, credentials or stack trace. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What the gateway found wrong with the request, from {@code google.rpc.BadRequest}; often empty. */
    public List<Violation> violations() {
        return violations;
    }

    /** When the gateway accepts the request again, from {@code google.rpc.RetryInfo}. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether no function has the name. */
    public boolean isUnknownFunction() {
        return code == Status.Code.NOT_FOUND;
    }

    /** Whether another function has the name. */
    public boolean isTakenName() {
        return code == Status.Code.ALREADY_EXISTS;
    }

    /** Whether the code says nothing: gateways use it for many causes, such as a function that does not exist. */
    public boolean isAmbiguous() {
        return fault == Fault.GATEWAY
                && (code == Status.Code.INTERNAL || code == Status.Code.UNKNOWN || code == Status.Code.DATA_LOSS);
    }
}
