package io.dcf.gateway.call;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Says no. */
public final class Refusal {

    /** gRPC percent-encodes the text into a header, and a client takes 8 KiB of headers; longer texts lose even the code. */
    private static final int MAX = 500;

    /** Tells callers by HTTP which status fits, where the code alone does not say. */
    private static final Metadata.Key<String> HTTP_STATUS =
            Metadata.Key.of("x-http-status", Metadata.ASCII_STRING_MARSHALLER);

    private Refusal() {}

    public static StatusRuntimeException unreachable(String function) {
        return with(Status.Code.UNAVAILABLE, "function '" + function + "' does not answer at the address it names");
    }

    public static StatusRuntimeException timedOut(String function) {
        return with(Status.Code.DEADLINE_EXCEEDED, "function '" + function + "' did not answer in time");
    }

    /** What every engine says of a name that is not deployed. */
    public static StatusRuntimeException notFound(String function) {
        return with(Status.Code.NOT_FOUND, "function '" + function + "' does not exist");
    }

    /** What a function says that takes bytes and answers bytes, and is asked for more. */
    static StatusRuntimeException speaksNoHttp(String function, HttpRequestHead asked) {
        return asked.isRoot()
                ? fitting("405", Status.Code.UNIMPLEMENTED, function, "takes POST alone: it does not speak HTTP")
                : fitting("404", Status.Code.UNIMPLEMENTED, function, "takes no path: it does not speak HTTP");
    }

    /** What it says of an input that one message does not carry. */
    static StatusRuntimeException takesLess(String function) {
        String reason = "takes " + (BoundedBody.MAX >> 20) + " MiB at most: it does not speak HTTP";
        return fitting("413", Status.Code.RESOURCE_EXHAUSTED, function, reason);
    }

    private static StatusRuntimeException fitting(String httpStatus, Status.Code code, String function, String reason) {
        Metadata trailers = new Metadata();
        trailers.put(HTTP_STATUS, httpStatus);
        return code.toStatus()
                .withDescription("function '" + function + "' " + reason)
                .asRuntimeException(trailers);
    }

    /** A refusal with a code and a reason, the reason cut where it is too long to arrive. */
    public static StatusRuntimeException with(Status.Code code, String reason) {
        String text = reason.length() > MAX ? reason.substring(0, MAX) + "..." : reason;
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
