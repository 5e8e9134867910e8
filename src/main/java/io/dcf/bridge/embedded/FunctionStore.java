package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Where the gateway keeps what is deployed. A change is kept once its method returns, a count once its future is done; where
 * it cannot be kept they fail with a {@code StatusRuntimeException}, the methods' as a cause.
 */
interface FunctionStore extends AutoCloseable {

    /** A deployment as it was last kept; its id is the store's, and no later deployment has the same. */
    record Kept(long id, CreateFunctionRequest definition, long replicas, long invocations) {}

    /** All that is kept. */
    List<Kept> load();

    Kept add(CreateFunctionRequest definition, long replicas);

    void change(long id, CreateFunctionRequest definition, long replicas);

    void remove(long id);

    /** Counts one invocation more. */
    CompletableFuture<Void> count(long id);

    /** Returns where a change could be kept now. */
    void check();

    @Override
    void close();
}
