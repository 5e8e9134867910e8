package io.dcf.gateway.store;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps functions in a {@link DataDirectory}. */
public final class DatabaseStore implements FunctionStore {

    private final GroupCommit commits;
    private final AtomicLong lastId = new AtomicLong();
    private List<Kept> found;

    /** Throws {@link DataDirectoryException} where the directory cannot be used. */
    public DatabaseStore(Path directory) {
        FunctionDatabase database = new FunctionDatabase(directory);
        found = database.kept();
        found.forEach(kept -> lastId.set(kept.id()));
        commits = new GroupCommit(database);
    }

    @Override
    public List<Kept> load() {
        List<Kept> all = found;
        found = List.of();
        return all;
    }

    @Override
    public Kept add(CreateFunctionRequest definition, long replicas) {
        Kept function = new Kept(lastId.incrementAndGet(), definition, replicas, 0);
        keep(new Change.Put(function));
        return function;
    }

    @Override
    public void change(long id, CreateFunctionRequest definition, long replicas) {
        keep(new Change.Put(new Kept(id, definition, replicas, 0)));
    }

    @Override
    public void remove(long id) {
        keep(new Change.Remove(id));
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

    private void keep(Change change) {
        commits.submit(change).join();
    }
}
