package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where the gateway keeps what is deployed. A change is kept once its method returns; where it cannot be kept it fails with a
 * {@code StatusRuntimeException} as a cause.
 */
public interface FunctionStore extends AutoCloseable {

    /** A deployment as it was last kept; its id is the store's, and no later deployment has the same. */
    // K
    record Kept(long id, CreateFunctionRequest definition, long replicas, long invocations) {

        /** The same with so many invocations. */
        Kept counted(long number) {
            return new Kept(id, definition, replicas, number);
        }
    }

    /** All that is kept; to be asked once. */
    List<Kept> load();

    Kept add(CreateFunctionRequest definition, long replicas);

    void change(long id, CreateFunctionRequest definition, long replicas);

    void remove(long id);

    /** Counts one invocation more: done once that is kept or, where nothing can be kept at present, noted to be kept later. */
    CompletableFuture<Void> count(long id);

    /** Why no change can be kept at present, where that is so. */
    Optional<String> outage();

    @Override
    void close();
}
