package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stores deployed functions. A change is stored once its method returns; one that cannot be stored throws an exception whose cause
 * is a {@code StatusRuntimeException}.
 */
public interface FunctionStore extends AutoCloseable {

    /** All stored functions; called once. */
    List<StoredFunction> load();

    /** @param created time of the deployment */
    StoredFunction add(CreateFunctionRequest definition, long replicas, Instant created);

    /** Replaces definition and replicas of the function with this id. */
    void change(StoredFunction function);

    void remove(long id);

    /** Adds one invocation. The future completes once that is stored or, while nothing can be stored, held in memory. */
    CompletableFuture<Void> count(long id);

    /** Why no change can be stored at present; empty if changes are stored. */
    Optional<String> outage();

    @Override
    void close();
}
