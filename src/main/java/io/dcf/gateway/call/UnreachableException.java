package io.dcf.gateway.call;

/** Thrown where nothing took the call, so that another replica may. */
public final class UnreachableException extends RuntimeException {

    private final String function;

    UnreachableException(String function) {
        super("nothing takes calls at its address", null, false, false);
        this.function = function;
    }

    /** The refusal that the caller gets where no other replica takes the call. */
    public RuntimeException refusal() {
        return Refusal.unreachable(function);
    }
}
