package io.dcf.gateway.container;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;

/** The maximum number of a function's replicas on one machine. */
final class ReplicaLimit {

    private static final long MAX_REPLICAS = 100;

    private ReplicaLimit() {}

    /** Refuses an unsigned number above the maximum. */
    static void require(long replicas) {
        if (Long.compareUnsigned(replicas, MAX_REPLICAS) > 0) {
            throw Refusal.with(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "Replicas must be at most " + MAX_REPLICAS + " with bridge.embedded.engine=docker, not "
                            + Long.toUnsignedString(replicas));
        }
    }

    /** The number, but at most the maximum, which another engine may have exceeded. */
    static int bounded(long replicas) {
        return (int) (Long.compareUnsigned(replicas, MAX_REPLICAS) > 0 ? MAX_REPLICAS : replicas);
    }
}
