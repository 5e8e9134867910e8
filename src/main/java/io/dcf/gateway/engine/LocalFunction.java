package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.FunctionStore;
import io.dcf.gateway.store.StoredFunction;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A function of a {@link LocalEngine}. */
final class LocalFunction implements Deployment {

    private final FunctionStore store;
    private final long id;
    private final AtomicLong invocations;
    private final LogRing log = new LogRing();
    private final Host.Replicas running;
    private volatile CreateFunctionRequest definition;
    private volatile long replicas;

    private LocalFunction(FunctionStore store, Host host, StoredFunction stored) {
        this.store = store;
        this.id = stored.id();
        this.invocations = new AtomicLong(stored.invocations());
        this.definition = stored.definition();
        this.replicas = stored.replicas();
        this.running = host.start(definition, replicas, log);
    }

    /** Stores and starts a new function. */
    static LocalFunction start(CreateFunctionRequest definition, long replicas, FunctionStore store, Host host) {
        return new LocalFunction(store, host, store.add(definition, replicas)).logState("started");
    }

    /** Starts a function that was stored already. */
    static LocalFunction restore(StoredFunction stored, FunctionStore store, Host host) {
        return new LocalFunction(store, host, stored).logState("restored");
    }

    void update(CreateFunctionRequest changed) {
        long number = ReplicaBounds.clamp(changed, replicas);
        store.change(id, changed, number);
        definition = changed;
        replicas = number;
        running.update(changed, number);
        logState("updated");
    }

    void scale(long wanted) {
        store.change(id, definition, wanted);
        replicas = wanted;
        running.scale(wanted);
        log.note("scaled: replicas %s", Long.toUnsignedString(wanted));
    }

    void delete() {
        store.remove(id);
        running.remove();
    }

    @Override
    public CreateFunctionRequest definition() {
        return definition;
    }

    @Override
    public long replicas() {
        return replicas;
    }

    @Override
    public long availableReplicas() {
        return running.available();
    }

    @Override
    public long invocations() {
        return invocations.get();
    }

    @Override
    public Optional<Unavailability> unavailability() {
        return replicas == 0 ? Optional.empty() : running.unavailability();
    }

    @Override
    public String log() {
        return "---\nName: " + definition.getService() + "\nLog:\n" + log.text() + running.logs();
    }

    @Override
    public void log(String line) {
        log.add(line);
    }

    @Override
    public CompletableFuture<Void> count() {
        return store.count(id).thenRun(invocations::incrementAndGet);
    }

    @Override
    public List<Endpoint> endpoints() {
        return running.endpoints();
    }

    @Override
    public CompletableFuture<Void> awaitEndpoint() {
        return replicas == 0
                ? Deployment.super.awaitEndpoint()
                : running.starting().orElseGet(Deployment.super::awaitEndpoint);
    }

    private LocalFunction logState(String happened) {
        log.note("%s: image %s, replicas %s", happened, definition.getImage(), Long.toUnsignedString(replicas));
        return this;
    }
}
