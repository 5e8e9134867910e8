package io.dcf.bridge.call;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;

/** What a client reads about a failed call: the gateway's own text, redacted, or the bridge's. */
final class FailureDetail {

    private FailureDetail() {}

    /** @param local whether gRPC's client made the status */
    static String of(String method, Status status, Fault fault, boolean local, Iterable<String> secrets) {
        return switch (fault) {
            case REQUEST_TOO_LARGE -> "The request exceeds the gateway's limit.";
            case REPLY_TOO_LARGE -> "The reply exceeds the bridge's limit.";
            case INVALID_REPLY -> "The server that answered " + method + " is not a gateway.";
            case UNKNOWN_SERVICE ->
                "The server that answered " + method + " does not know the service that the bridge calls.";
            case TLS_HANDSHAKE -> tls(status);
            case SHUTDOWN -> "The bridge shuts down, and cancelled " + method + ".";
            case METHOD_NOT_ALLOWED, PATH_NOT_FOUND -> sent(method, status, local, secrets);
            case GATEWAY, QUOTA_EXCEEDED, FUNCTION, CREDENTIALS, PARTLY_DEPLOYED, BREAKER_OPEN ->
                status.getCode() == Code.UNIMPLEMENTED
                        ? own(method, status.getCode())
                        : sent(method, status, local, secrets);
        };
    }

    private static String sent(String method, Status status, boolean local, Iterable<String> secrets) {
        String own = own(method, status.getCode());
        return local ? own : Redaction.of(status.getDescription(), own, secrets);
    }

    private static String tls(Status status) {
        if (Causes.include(status, NotSslRecordException.class)) {
            return "The gateway does not speak TLS.";
        }
        return Causes.include(status, CertificateException.class)
                ? "The gateway's certificate is not trusted, or has another name."
                : "The TLS handshake with the gateway failed.";
    }

    private static String own(String method, Code code) {
        return switch (code) {
            case UNAVAILABLE -> "The gateway cannot be reached.";
            case UNIMPLEMENTED -> "The gateway has no method " + method + ".";
            case DEADLINE_EXCEEDED -> "The gateway did not answer " + method + " in time.";
            case CANCELLED -> "The call was cancelled.";
            default -> "The gateway refused " + method + ".";
        };
    }
}
