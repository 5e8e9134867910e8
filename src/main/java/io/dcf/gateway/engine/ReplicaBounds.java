package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;

/** How many replicas a definition asks for. */
public final class ReplicaBounds {

    private static final long NO_BOUND = -1; // the largest unsigned number

    private ReplicaBounds() {}

    /** The number moved into the definition's bounds, unless it is 0; unsigned. */
    public static long within(CreateFunctionRequest definition, long replicas) {
        long least = Math.max(1, definition.getMinReplicas());
        long most = definition.getMaxReplicas() == 0 ? NO_BOUND : definition.getMaxReplicas();
        if (replicas == 0) {
            return 0;
        }
        if (Long.compareUnsigned(replicas, least) < 0) {
            return least;
        }
        return Long.compareUnsigned(replicas, most) > 0 ? most : replicas;
    }
}
