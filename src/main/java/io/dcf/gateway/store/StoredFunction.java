package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployed function as it was last stored.
 *
 * @param id the store's; no later deployment has the same
 * @param replicas desired number of replicas, unsigned
 * @param invocations number of invocations since it was deployed
 * @param created time of the deployment; null if a gateway stored it that did not store times
 */
public record StoredFunction(
        long id,
        CreateFunctionRequest definition,
        long replicas,
        long invocations,
        @Nullable Instant created) {

    StoredFunction withInvocations(long number) {
        return new StoredFunction(id, definition, replicas, number, created);
    }

    /** The same function with another definition or number of replicas. */
    public StoredFunction with(CreateFunctionRequest changed, long number) {
        return new StoredFunction(id, changed, number, invocations, created);
    }
}
