package io.dcf.bridge.embedded;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.grpc.Status;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A function that is deployed: its definition, how many run, and what became of its invocations. */
final class DeployedFunction {

    private static final double NANOS_PER_MILLI = 1e6;

    private final FunctionStore store;
    private final long id;
    private final AtomicLong invocations;
    private final LogRing log = new LogRing();
    private volatile CreateFunctionRequest definition;
    private volatile long replicas;

    private DeployedFunction(FunctionStore store, FunctionStore.Kept kept) {
        this.store = store;
        this.id = kept.id();
        this.invocations = new AtomicLong(kept.invocations());
        this.definition = kept.definition();
        this.replicas = kept.replicas();
    }

    /** Starts it; the definition is valid. */
    static DeployedFunction start(CreateFunctionRequest definition, FunctionStore store) {
        return new DeployedFunction(store, store.add(definition, Math.max(1, definition.getMinReplicas())))
                .noteThat("started");
    }

    /** Goes on with one that was deployed when the gateway last ran. */
    static DeployedFunction restore(FunctionStore.Kept kept, FunctionStore store) {
        return new DeployedFunction(store, kept).noteThat("restored");
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
        note("scaled: replicas %s", Long.toUnsignedString(wanted));
    }

    void delete() {
        store.remove(id);
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
    CompletableFuture<ByteString> invoke(ByteString input) {
        CreateFunctionRequest current = definition;
        Builtin builtin = Builtin.required(current.getImage());
        if (replicas == 0) {
            throw Refusal.with(
                    Status.Code.FAILED_PRECONDITION,
                    "function '" + current.getService() + "' is scaled to 0; set its replicas to 1 or more");
        }
        CompletableFuture<ByteString> answer = new CompletableFuture<>();
        store.count(id).whenComplete((counted, failure) -> {
            if (failure == null) {
                invocations.incrementAndGet();
                run(builtin, input, current, answer);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private void run(
            Builtin builtin, ByteString input, CreateFunctionRequest current, CompletableFuture<ByteString> answer) {
        long start = System.nanoTime();
        CompletableFuture<ByteString> run = started(builtin, input, current);
        run.whenComplete((output, failure) -> {
            // Noted first, so that whoever has the answer finds it in the log.
            note(input, output, failure, (System.nanoTime() - start) / NANOS_PER_MILLI);
            if (failure == null) {
                answer.complete(output);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        answer.whenComplete((output, failure) -> {
            if (answer.isCancelled()) {
                run.cancel(true);
            }
        });
    }

    private static CompletableFuture<ByteString> started(
            Builtin builtin, ByteString input, CreateFunctionRequest current) {
        try {
            return builtin.run(input, current.getEnvVarsMap());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private DeployedFunction noteThat(String happened) {
        note("%s: image %s, replicas %s", happened, definition.getImage(), Long.toUnsignedString(replicas));
        return this;
    }

    private void note(ByteString input, ByteString output, @Nullable Throwable failure, double millis) {
        if (failure == null) {
            note("invoked: %d bytes in, %d bytes out, %.1f ms", input.size(), output.size(), millis);
        } else if (failure instanceof Builtin.FunctionFailure) {
            note("failed: %d bytes in, %.1f ms: %s", input.size(), millis, String.valueOf(failure.getMessage()));
        } else {
            note("cancelled: %d bytes in, %.1f ms", input.size(), millis);
        }
    }

    private void note(String format, Object... values) {
        log.add(String.format(Locale.ROOT, format, values));
    }

    private static long clamp(long value, long least, long most) {
        if (Long.compareUnsigned(value, least) < 0) {
            return least;
        }
        return Long.compareUnsigned(value, most) > 0 ? most : value;
    }
}
