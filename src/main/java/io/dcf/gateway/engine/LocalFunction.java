package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.FunctionStore;
import io.dcf.gateway.store.StoredFunction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A function of a {@link LocalEngine}. */
final class LocalFunction implements Deployment {

    private final FunctionStore store;
    private final AtomicLong invocations;
    private final LogRing log = new LogRing();
    private final Host.Replicas running;
    private volatile StoredFunction stored;

    private LocalFunction(FunctionStore store, Host host, StoredFunction stored) {
        this.store = store;
        this.stored = stored;
        this.invocations = new AtomicLong(stored.invocations());
        this.running = host.start(stored.definition(), stored.replicas(), log);
    }

    /** Stores and starts a new function. */
    static LocalFunction start(
            CreateFunctionRequest definition, long replicas, Instant created, FunctionStore store, Host host) {
        return new LocalFunction(store, host, store.add(definition, replicas, created)).logState("started");
    }

    /** Starts a function that was stored already. */
    static LocalFunction restore(StoredFunction stored, FunctionStore store, Host host) {
        return new LocalFunction(store, host, stored).logState("restored");
    }

    void update(CreateFunctionRequest changed) {
        long number = ReplicaBounds.clamp(changed, replicas());
        store(stored.with(changed, number));
        running.update(changed, number);
        logState("updated");
    }

    void scale(long wanted) {
        store(stored.with(definition(), wanted));
        running.scale(wanted);
        log.note("scaled: replicas %s", Long.toUnsignedString(wanted));
    }

    private void store(StoredFunction changed) {
        store.change(changed);
        stored = changed;
    }

    void delete() {
        store.remove(stored.id());
        running.remove();
    }

    @Override
    public CreateFunctionRequest definition() {
        return stored.definition();
    }

    @Override
    public long replicas() {
        return stored.replicas();
    }

    @Override
    public long availableReplicas() {
        return running.available();
    }

    @Override
    public Optional<Instant> created() {
        return Optional.ofNullable(stored.created());
    }

    @Override
    public long invocations() {
        return invocations.get();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return replicas() == 0 ? Optional.empty() : running.unavailability();
    }

    @Override
    public String log() {
        return "---\nName: " + definition().getService() + "\nLog:\n" + log.text() + running.logs();
    }

    @Override
    public void log(String line) {
        log.add(line);
    }

    @Override
    public CompletableFuture<Void> count() {
        return store.count(stored.id()).thenRun(invocations::incrementAndGet);
    }

    @Override
    public List<Endpoint> endpoints() {
        return running.endpoints();
    }

    @Override
    public CompletableFuture<Void> awaitEndpoint() {
        return replicas() == 0
                ? Deployment.super.awaitEndpoint()
                : running.starting().orElseGet(Deployment.super::awaitEndpoint);
    }

    private LocalFunction logState(String happened) {
        log.note("%s: image %s, replicas %s", happened, definition().getImage(), Long.toUnsignedString(replicas()));
        return this;
    }
}
