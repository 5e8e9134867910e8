package io.dcf.bridge.embedded;

import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.grpc.Status;
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
        log.add("started: image %s, replicas %d".formatted(definition.getImage(), replicas));
    }

    void update(CreateFunctionRequest changed) {
        definition = changed;
        log.add("updated: image %s".formatted(changed.getImage()));
    }

    void scale(long wanted) {
        replicas = wanted;
        log.add("scaled: replicas %d".formatted(wanted));
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
            throw Status.FAILED_PRECONDITION
                    .withDescription(
                            "function '" + current.getService() + "' is scaled to 0; set its replicas to 1 or more")
                    .asRuntimeException();
        }
        long start = System.nanoTime();
        invocations.incrementAndGet();
        CompletableFuture<ByteString> run =
                Builtin.of(current.getImage()).orElseThrow().run(input, current.getEnvVarsMap());
        run.whenComplete(
                (output, failure) -> note(input, output, failure, (System.nanoTime() - start) / NANOS_PER_MILLI));
        return run;
    }

    private void note(ByteString input, ByteString output, @Nullable Throwable failure, double millis) {
        if (failure == null) {
            log.add("invoked: %d bytes in, %d bytes out, %.1f ms".formatted(input.size(), output.size(), millis));
        } else if (failure instanceof Builtin.FunctionFailure) {
            log.add("failed: %s, %d bytes in, %.1f ms"
                    .formatted(String.valueOf(failure.getMessage()), input.size(), millis));
        } else {
            log.add("cancelled: %d bytes in, %.1f ms".formatted(input.size(), millis));
        }
    }
}
