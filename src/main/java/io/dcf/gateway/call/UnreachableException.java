package io.dcf.gateway.call;

/** Thrown if nothing accepted the call, so that another replica may run it. */
public final class UnreachableException extends RuntimeException {

    private final String function;

    UnreachableException(String function) {
        super("nothing takes calls at its address", null, false, false);
        this.function = function;
    }

    /** The refusal of the call if no other replica accepts it. */
    public RuntimeException refusal() {
        return Refusal.unreachable(function);
    }
}
