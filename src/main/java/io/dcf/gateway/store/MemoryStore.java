package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Stores nothing: functions exist as long as the process. */
public final class MemoryStore implements FunctionStore {

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    @Override
    public List<StoredFunction> load() {
        return List.of();
    }

    @Override
    public StoredFunction add(CreateFunctionRequest definition, long replicas, Instant created) {
        return new StoredFunction(0, definition, replicas, 0, created);
    }

    @Override
    public void change(StoredFunction function) {}

    @Override
    public void remove(long id) {}

    @Override
    public CompletableFuture<Void> count(long id) {
        return DONE;
    }

    @Override
    public Optional<String> outage() {
        return Optional.empty();
    }

    @Override
    public void close() {}
}
