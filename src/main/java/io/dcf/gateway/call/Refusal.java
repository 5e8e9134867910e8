package io.dcf.gateway.call;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Creates the status exceptions with which calls are refused. */
public final class Refusal {

    /** gRPC percent-encodes the text into a header; clients accept 8 KiB of headers, and lose even the code of a larger one. */
    private static final int MAX = 500;

    /** The HTTP status for callers by HTTP, if the gRPC code does not determine it. */
    private static final Metadata.Key<String> HTTP_STATUS =
            Metadata.Key.of("x-http-status", Metadata.ASCII_STRING_MARSHALLER);

    private Refusal() {}

    public static StatusRuntimeException unreachable(String function) {
        return with(Status.Code.UNAVAILABLE, "function '" + function + "' does not answer at the address it names");
    }

    static StatusRuntimeException timedOut(String function) {
        return with(Status.Code.DEADLINE_EXCEEDED, "function '" + function + "' did not answer in time");
    }

    /** No function of this name is deployed. */
    public static StatusRuntimeException notFound(String function) {
        return with(Status.Code.NOT_FOUND, "function '" + function + "' does not exist");
    }

    /** There is no secret of this name. */
    public static StatusRuntimeException secretNotFound(String name) {
        return with(Status.Code.NOT_FOUND, "secret '" + name + "' does not exist");
    }

    /** There is a secret of this name already. */
    public static StatusRuntimeException secretExists(String name) {
        return with(Status.Code.ALREADY_EXISTS, "secret '" + name + "' exists already");
    }

    /** The function takes only bytes, and the request has a path or another method. */
    static StatusRuntimeException speaksNoHttp(String function, HttpRequestHead request) {
        return request.isRoot()
                ? withHttpStatus(
                        "405", Status.Code.UNIMPLEMENTED, function, "takes only POST, since it does not speak HTTP")
                : withHttpStatus(
                        "404", Status.Code.UNIMPLEMENTED, function, "takes no path, since it does not speak HTTP");
    }

    /** The function takes only bytes, and the input exceeds a gRPC message. */
    static StatusRuntimeException inputTooLarge(String function) {
        String reason = "takes at most " + (BoundedBody.MAX >> 20) + " MiB, since it does not speak HTTP";
        return withHttpStatus("413", Status.Code.RESOURCE_EXHAUSTED, function, reason);
    }

    private static StatusRuntimeException withHttpStatus(
            String httpStatus, Status.Code code, String function, String reason) {
        Metadata trailers = new Metadata();
        trailers.put(HTTP_STATUS, httpStatus);
        return code.toStatus()
                .withDescription("function '" + function + "' " + reason)
                .asRuntimeException(trailers);
    }

    /** A refusal with a code and a reason, which is truncated if it is too long to be sent. */
    public static StatusRuntimeException with(Status.Code code, String reason) {
        String text = reason.length() > MAX ? reason.substring(0, MAX) + "..." : reason;
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
