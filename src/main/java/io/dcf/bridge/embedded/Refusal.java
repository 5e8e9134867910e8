package io.dcf.bridge.embedded;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** Says no. */
final class Refusal {

    /** gRPC percent-encodes the text into a header, and a client takes 8 KiB of headers; longer texts lose even the code. */
    private static final int MAX = 500;

    private Refusal() {}

    static StatusRuntimeException unreachable(String function) {
        return with(Status.Code.UNAVAILABLE, "function '" + function + "' does not answer at the address it names");
    }

    static StatusRuntimeException timedOut(String function) {
        return with(Status.Code.DEADLINE_EXCEEDED, "function '" + function + "' did not answer in time");
    }

    /** A refusal with a code and a reason, the reason cut where it is too long to arrive. */
    static StatusRuntimeException with(Status.Code code, String reason) {
        String text = reason.length() > MAX ? reason.substring(0, MAX) + "..." : reason;
        return code.toStatus().withDescription(text).asRuntimeException();
    }
}
