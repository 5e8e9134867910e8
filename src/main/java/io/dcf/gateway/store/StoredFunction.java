package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;

/**
 * A deployed function as it was last stored.
 *
 * @param id the store's; no later deployment has the same
 * @param replicas desired number of replicas, unsigned
 * @param invocations number of invocations since it was deployed
 */
public record StoredFunction(long id, CreateFunctionRequest definition, long replicas, long invocations) {

    StoredFunction withInvocations(long number) {
        return new StoredFunction(id, definition, replicas, number);
    }
}
