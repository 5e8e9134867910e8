package io.dcf.bridge.call;

import io.dcf.bridge.function.FunctionStatus;
import io.dcf.bridge.function.Violation;
import io.grpc.Status;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thrown where the gateway, or what it ran, did not do what it was asked. */
public final class GatewayException extends RuntimeException {

    /** Whose doing a failure is, where the status code alone does not say. */
    public enum Fault {
        /** The gateway answered with the code. */
        GATEWAY,
        /** The function ran, or was to run, and failed. */
        FUNCTION,
        /** The gateway refused the credentials that the caller sent along. */
        CREDENTIALS,
        /** The function takes POST at its own address alone: it does not speak HTTP. Another method was asked for. */
        NO_METHOD,
        /** Likewise; a path below its address was asked for. */
        NO_PATH,
        /** The gateway refused the size of the request. */
        REQUEST_TOO_LARGE,
        /** The reply is larger than the bridge takes. */
        REPLY_TOO_LARGE,
        /** The gateway keeps no more than it does: a quota that waiting does not free. */
        QUOTA,
        /** What came back is no answer of a gateway. */
        UNREADABLE_REPLY,
        /** What answered knows no service of the name that the bridge asks for. */
        UNKNOWN_SERVICE,
        /** No TLS came about: a certificate was not accepted, by whichever side, or the gateway speaks none. */
        TLS,
        /** The gateway failed, but a function of the name is there. */
        HALF_DEPLOYED,
        /** Nothing was sent: the upstream has failed too often of late. */
        NOT_ASKED,
        /** The bridge stops. */
        LEAVING
    }

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

    /** The same failure, known to be the function's. */
    public GatewayException ofFunction() {
        return new GatewayException(method, code, Fault.FUNCTION, detail(), violations, retryAfter, getCause());
    }

    /** The same failure of a Deploy or Update, where a function is there, if only in part: NOT_FOUND is about something that it lacks. */
    public GatewayException ofHalfDeployed(FunctionStatus there) {
        String detail = String.format(
                Locale.ROOT,
                "%s failed, yet a function of that name exists, with image '%s' and %d replicas: %s",
                method,
                there.image(),
                there.replicas(),
                detail());
        Status.Code real = isUnknownFunction() ? Status.Code.INTERNAL : code;
        return new GatewayException(method, real, Fault.HALF_DEPLOYED, detail, violations, retryAfter, getCause());
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

    /** What happened, fit to be shown to a caller: no address of the gateway, credential or stack trace. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** What the gateway found wrong with the request, from {@code google.rpc.BadRequest}; often empty. */
    public List<Violation> violations() {
        return violations;
    }

    /** When the gateway wants to be asked again, from {@code google.rpc.RetryInfo}. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether no function has the name. */
    public boolean isUnknownFunction() {
        return code == Status.Code.NOT_FOUND;
    }

    /** Whether the name is taken. */
    public boolean isTakenName() {
        return code == Status.Code.ALREADY_EXISTS;
    }

    /** Whether asking again cannot run a function twice: it was not to run, or nobody was reached to run it. */
    public boolean mayBeRepeated() {
        if (fault == Fault.NOT_ASKED) {
            return true;
        }
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return true;
            }
        }
        return !method.startsWith("Invoke");
    }

    /** Whether gateways use this code for whatever they do not tell apart, such as a function that does not exist. */
    public boolean isVague() {
        return fault == Fault.GATEWAY
                && (code == Status.Code.INTERNAL || code == Status.Code.UNKNOWN || code == Status.Code.DATA_LOSS);
    }
}
