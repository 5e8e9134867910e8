package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Stores functions in the database of a {@link DataDirectory}. */
public final class DatabaseStore implements FunctionStore {

    private final GroupCommit commits;
    private final AtomicLong lastId = new AtomicLong();
    private List<StoredFunction> found;

    /** Throws {@link DataDirectoryException} if the directory cannot be used. */
    public DatabaseStore(Path directory) {
        FunctionDatabase database = new FunctionDatabase(directory);
        found = database.functions();
        found.forEach(function -> lastId.set(function.id()));
        commits = new GroupCommit(database, new WriteOutage(directory));
    }

    @Override
    public List<StoredFunction> load() {
        List<StoredFunction> all = found;
        found = List.of();
        return all;
    }

    @Override
    public StoredFunction add(CreateFunctionRequest definition, long replicas, Instant created) {
        StoredFunction function = new StoredFunction(
                lastId.incrementAndGet(), definition, replicas, 0, created.truncatedTo(ChronoUnit.MILLIS));
        store(new Change.Put(function));
        return function;
    }

    @Override
    public void change(StoredFunction function) {
        store(new Change.Put(function));
    }

    @Override
    public void remove(long id) {
        store(new Change.Remove(id));
    }

    @Override
    public CompletableFuture<Void> count(long id) {
        return commits.submit(new Change.Count(id));
    }

    @Override
    public Optional<String> outage() {
        return commits.outage();
    }

    @Override
    public void close() {
        commits.close();
    }

    private void store(Change change) {
        commits.submit(change).join();
    }
}
