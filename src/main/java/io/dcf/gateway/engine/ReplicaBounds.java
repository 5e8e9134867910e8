package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;

/** The bounds that a definition sets for its number of replicas. */
public final class ReplicaBounds {

    private static final long UNBOUNDED = -1; // the largest unsigned number

    private ReplicaBounds() {}

    /** The number moved into the definition's bounds, unsigned; 0 stays 0. */
    public static long clamp(CreateFunctionRequest definition, long replicas) {
        long min = Math.max(1, definition.getMinReplicas());
        long max = definition.getMaxReplicas() == 0 ? UNBOUNDED : definition.getMaxReplicas();
        if (replicas == 0) {
            return 0;
        }
        if (Long.compareUnsigned(replicas, min) < 0) {
            return min;
        }
        return Long.compareUnsigned(replicas, max) > 0 ? max : replicas;
    }
}
