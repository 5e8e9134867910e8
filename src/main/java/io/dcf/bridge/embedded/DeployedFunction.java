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

    private final AtomicLong invocations = new AtomicLong();
    private final LogRing log = new LogRing();
    private volatile CreateFunctionRequest definition;
    private volatile long replicas;

    /** Starts it; the definition is valid. */
    DeployedFunction(CreateFunctionRequest definition) {
        this.definition = definition;
        this.replicas = Math.max(1, definition.getMinReplicas());
        note("started: image %s, replicas %d", definition.getImage(), replicas);
    }

    /** Replaces the definition; replicas move into its bounds, unless it was scaled to 0. */
    void update(CreateFunctionRequest changed) {
        definition = changed;
        long least = Math.max(1, changed.getMinReplicas());
        if (Long.compareUnsigned(replicas, 0) > 0) {
            replicas = clamp(replicas, least, changed.getMaxReplicas() == 0 ? -1 : changed.getMaxReplicas());
        }
        note("updated: image %s, replicas %s", changed.getImage(), Long.toUnsignedString(replicas));
    }

    void scale(long wanted) {
        replicas = wanted;
        note("scaled: replicas %s", Long.toUnsignedString(wanted));
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

    /** Runs it once and notes how that went. */
    CompletableFuture<ByteString> invoke(ByteString input) {
        CreateFunctionRequest current = definition;
        if (replicas == 0) {
            throw Refusal.with(
                    Status.Code.FAILED_PRECONDITION,
                    "function '" + current.getService() + "' is scaled to 0; set its replicas to 1 or more");
        }
        long start = System.nanoTime();
        invocations.incrementAndGet();
        CompletableFuture<ByteString> run =
                Builtin.of(current.getImage()).orElseThrow().run(input, current.getEnvVarsMap());
        // A second future, so that whoever sees it done finds it in the log.
        CompletableFuture<ByteString> noted = new CompletableFuture<>();
        run.whenComplete((output, failure) -> {
            note(input, output, failure, (System.nanoTime() - start) / NANOS_PER_MILLI);
            if (failure == null) {
                noted.complete(output);
            } else {
                noted.completeExceptionally(failure);
            }
        });
        noted.whenComplete((output, failure) -> {
            if (noted.isCancelled()) {
                run.cancel(true);
            }
        });
        return noted;
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
