package io.dcf.bridge.embedded;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Context;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One invocation of a function, which has been let in: run in the context in which it was asked for, and noted in the log. */
final class Invocation {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Runner runner;
    private final CreateFunctionRequest function;
    private final Input input;
    private final CallLimit calls;
    private final LogRing log;
    private final Context context = Context.current();
    private final CompletableFuture<Output> answer = new CompletableFuture<>();

    Invocation(Runner runner, CreateFunctionRequest function, Input input, CallLimit calls, LogRing log) {
        this.runner = runner;
        this.function = function;
        this.input = input;
        this.calls = calls;
        this.log = log;
    }

    /** May be cancelled. */
    CompletableFuture<Output> answer() {
        return answer;
    }

    void refuse(Throwable failure) {
        calls.leave();
        answer.completeExceptionally(failure);
    }

    void run() {
        long start = System.nanoTime();
        CompletableFuture<Output> run = started();
        run.whenComplete((output, failure) -> {
            // Left and noted first, so that whoever has the answer may call again, and finds it in the log.
            calls.leave();
            note(output, failure, (System.nanoTime() - start) / NANOS_PER_MILLI);
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

    private CompletableFuture<Output> started() {
        Context previous = context.attach();
        try {
            return runner.run(function, input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            context.detach(previous);
        }
    }

    private void note(Output output, @Nullable Throwable failure, double millis) {
        int size = input.bytes().size();
        if (failure == null) {
            log.note(
                    "invoked: %d bytes in, %d bytes out, %.1f ms",
                    size, output.bytes().size(), millis);
        } else if (failure instanceof CancellationException) {
            log.note("cancelled: %d bytes in, %.1f ms", size, millis);
        } else {
            log.note("failed: %d bytes in, %.1f ms: %s", size, millis, String.valueOf(failure.getMessage()));
        }
    }
}
