package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A function that is deployed: its definition, how many run, and what became of its invocations. */
final class DeployedFunction {

    private final FunctionStore store;
    private final Runners runners;
    private final CallLimit calls = new CallLimit();
    private final long id;
    private final AtomicLong invocations;
    private final LogRing log = new LogRing();
    private volatile CreateFunctionRequest definition;
    private volatile long replicas;

    private DeployedFunction(FunctionStore store, Runners runners, FunctionStore.Kept kept) {
        this.store = store;
        this.runners = runners;
        this.id = kept.id();
        this.invocations = new AtomicLong(kept.invocations());
        this.definition = kept.definition();
        this.replicas = kept.replicas();
    }

    /** Starts it; the definition is valid. */
    static DeployedFunction start(CreateFunctionRequest definition, FunctionStore store, Runners runners) {
        return new DeployedFunction(store, runners, store.add(definition, Math.max(1, definition.getMinReplicas())))
                .noteThat("started");
    }

    /** Goes on with one that was deployed when the gateway last ran. */
    static DeployedFunction restore(FunctionStore.Kept kept, FunctionStore store, Runners runners) {
        return new DeployedFunction(store, runners, kept).noteThat("restored");
    }

    /** Replaces the definition; replicas move into its bounds, unless it was scaled to 0. */
    void update(CreateFunctionRequest changed) {
        long most = changed.getMaxReplicas() == 0 ? -1 : changed.getMaxReplicas();
        long running = replicas == 0 ? 0 : clamp(replicas, Math.max(1, changed.getMinReplicas()), most);
        store.change(id, changed, running);
        definition = changed;
        replicas = running;
        noteThat("updated");
    }

    void scale(long wanted) {
        store.change(id, definition, wanted);
        replicas = wanted;
        log.note("scaled: replicas %s", Long.toUnsignedString(wanted));
    }

    void delete() {
        store.remove(id);
    }

    /** The size of its definition; a message remembers its own. */
    int definitionBytes() {
        return definition.getSerializedSize();
    }

    Function describe() {
        CreateFunctionRequest current = definition;
        long running = replicas;
        return Function.newBuilder()
                .setName(current.getService())
                .setImage(current.getImage())
                .setInvocationCount(invocations.get())
                .setReplicas(running)
                .setAvailableReplicas(running)
                .putAllAnnotations(current.getAnnotationsMap())
                .putAllLabels(current.getLabelsMap())
                .build();
    }

    /** Its log, as the contract lays it out; one instance, since all replicas are this process. */
    String log() {
        return "---\nName: " + definition.getService() + "\nLog:\n" + log.text();
    }

    /** Counts an invocation and, once that is kept, runs it and notes how that went. */
    CompletableFuture<Output> invoke(Input input) {
        CreateFunctionRequest current = definition;
        Runner runner = runners.of(current);
        if (replicas == 0) {
            throw Refusal.with(
                    Status.Code.FAILED_PRECONDITION,
                    "function '" + current.getService() + "' is scaled to 0; set its replicas to 1 or more");
        }
        calls.enter(current, replicas);
        Invocation invocation = new Invocation(runner, current, input, calls, log);
        store.count(id).whenComplete((counted, failure) -> {
            if (failure == null) {
                invocations.incrementAndGet();
                invocation.run();
            } else {
                invocation.refuse(failure);
            }
        });
        return invocation.answer();
    }

    private DeployedFunction noteThat(String happened) {
        log.note("%s: image %s, replicas %s", happened, definition.getImage(), Long.toUnsignedString(replicas));
        return this;
    }

    private static long clamp(long value, long least, long most) {
        if (Long.compareUnsigned(value, least) < 0) {
            return least;
        }
        return Long.compareUnsigned(value, most) > 0 ? most : value;
    }
}
