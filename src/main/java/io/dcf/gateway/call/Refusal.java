package io.dcf.gateway.call;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Says no. */
public final class Refusal {

    /** gRPC percent-encodes the text into a header, and a client takes 8 KiB of headers; longer texts lose even the code. */
    private static final int MAX = 500;

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

    /** A refusal with a code and a reason, the reason cut where it is too long to arrive. */
    public static StatusRuntimeException with(Status.Code code, String reason) {
        String text = reason.length() > MAX ? reason.substring(0, MAX) + "..." : reason;
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
