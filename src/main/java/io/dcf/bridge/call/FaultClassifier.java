package io.dcf.bridge.call;

import io.grpc.Metadata;
import io.grpc.Status;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Decides the {@link Fault} of a failed call. By a status's text only where gRPC has no code: the patterns say whose text it is. */
final class FaultClassifier {

    /** gRPC's Java, Go and C++ libraries, about a message's size. */
    private static final Pattern TOO_LARGE =
            Pattern.compile("(?i)gRPC message exceeds maximum size|message larger than max");

    /** gRPC's Java client, about a server that answered something other than gRPC, or not as a gateway. */
    private static final Pattern NOT_A_GATEWAY = Pattern.compile(
            "(?i)invalid content-type|HTTP status code|http2 exception|first received frame was not SETTINGS");

    /** Likewise, about an HTML page; gRPC makes the code of its HTTP status. */
    private static final Pattern PAGE =
            Pattern.compile("HTTP status code \\d+\\s+invalid content-type: .*", Pattern.DOTALL);

    /** gRPC's Go library; others do not distinguish an unknown service from an unknown method. */
    private static final Pattern UNKNOWN_SERVICE = Pattern.compile("unknown service [\\w.]+");

    private FaultClassifier() {}

    /**
     * @param local whether gRPC's client made the status
     * @param requestSize bytes of the request message
     */
    static Fault fault(
            Status status, @Nullable Metadata trailers, boolean local, boolean quotaExceeded, int requestSize) {
        Fault named = named(String.valueOf(FailureTrailers.httpStatus(trailers)));
        if (named != null) {
            return named;
        }
        if (FailureTrailers.isShutdown(trailers)) {
            return Fault.SHUTDOWN;
        }
        if (Causes.include(status, SSLException.class, CertificateException.class)) {
            return Fault.TLS_HANDSHAKE;
        }
        Fault fault = byCode(status, local, requestSize);
        return fault == Fault.GATEWAY && quotaExceeded ? Fault.QUOTA_EXCEEDED : fault;
    }

    /** By the HTTP status that our gateway sends for a function that does not speak HTTP. */
    private static @Nullable Fault named(String httpStatus) {
        return switch (httpStatus) {
            case "404" -> Fault.PATH_NOT_FOUND;
            case "405" -> Fault.METHOD_NOT_ALLOWED;
            case "413" -> Fault.REQUEST_TOO_LARGE;
            default -> null;
        };
    }

    private static Fault byCode(Status status, boolean local, int requestSize) {
        String text = String.valueOf(status.getDescription());
        return switch (status.getCode()) {
            case RESOURCE_EXHAUSTED -> TOO_LARGE.matcher(text).find() ? bySize(text, requestSize) : Fault.GATEWAY;
            case INTERNAL, UNKNOWN, DATA_LOSS ->
                local || PAGE.matcher(text).matches() ? Fault.INVALID_REPLY : Fault.GATEWAY;
            case CANCELLED -> status.getCause() != null ? Fault.INVALID_REPLY : Fault.GATEWAY;
            case UNAUTHENTICATED -> carriesCredentials() ? Fault.CREDENTIALS : Fault.GATEWAY;
            case UNIMPLEMENTED, UNAVAILABLE, PERMISSION_DENIED -> byServer(status.getCode(), text);
            case OK,
                    INVALID_ARGUMENT,
                    DEADLINE_EXCEEDED,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE -> Fault.GATEWAY;
        };
    }

    /** Only the number in the text distinguishes a request's size from a reply's. */
    private static Fault bySize(String text, int requestSize) {
        boolean request = requestSize > 0
                && Pattern.compile("\\b" + requestSize + "\\b").matcher(text).find();
        return request ? Fault.REQUEST_TOO_LARGE : Fault.REPLY_TOO_LARGE;
    }

    private static boolean carriesCredentials() {
        CallContext call = CallContext.current();
        return call != null && call.headers().containsKey("authorization");
    }

    private static Fault byServer(Status.Code code, String text) {
        if (NOT_A_GATEWAY.matcher(text).find()) {
            return Fault.INVALID_REPLY;
        }
        boolean unknown = code == Status.Code.UNIMPLEMENTED
                && UNKNOWN_SERVICE.matcher(text).matches();
        return unknown ? Fault.UNKNOWN_SERVICE : Fault.GATEWAY;
    }
}
