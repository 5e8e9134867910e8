package io.dcf.gateway.engine;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.FunctionStore;
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

    private LocalFunction(FunctionStore store, Host host, FunctionStore.Kept kept) {
        this.store = store;
        this.id = kept.id();
        this.invocations = new AtomicLong(kept.invocations());
        this.definition = kept.definition();
        this.replicas = kept.replicas();
        this.running = host.start(definition, replicas, log);
    }

    /** Starts it; the definition is valid. */
    static LocalFunction start(CreateFunctionRequest definition, long replicas, FunctionStore store, Host host) {
        return new LocalFunction(store, host, store.add(definition, replicas)).noteThat("started");
    }

    /** Goes on with one that was deployed when the gateway last ran. */
    static LocalFunction restore(FunctionStore.Kept kept, FunctionStore store, Host host) {
        return new LocalFunction(store, host, kept).noteThat("restored");
    }

    void update(CreateFunctionRequest changed) {
        long number = ReplicaBounds.within(changed, replicas);
        store.change(id, changed, number);
        definition = changed;
        replicas = number;
        running.update(changed, number);
        noteThat("updated");
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
    public void note(String line) {
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

    private LocalFunction noteThat(String happened) {
        log.note("%s: image %s, replicas %s", happened, definition.getImage(), Long.toUnsignedString(replicas));
        return this;
    }
}
