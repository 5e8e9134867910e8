package io.dcf.gateway.service;

import io.dcf.gateway.call.Output;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The output of an invocation. Its cancellation cancels the step of the invocation that runs. */
final class InvocationAnswer extends CompletableFuture<Output> {

    /** Completes it with the output or the failure. If it was cancelled, nobody reads the output. */
    void complete(@Nullable Output output, @Nullable Throwable failure) {
        if (failure != null) {
            completeExceptionally(failure);
        } else if (output != null && !complete(output)) {
            output.discard();
        }
    }

    /** Runs the next step, unless the step before it failed. */
    void attempt(@Nullable Throwable failure, Runnable next) {
        if (failure != null) {
            completeExceptionally(failure);
            return;
        }
        try {
            next.run();
        } catch (RuntimeException e) {
            completeExceptionally(e);
        }
    }

    /** Cancels a step that runs if this future is cancelled. */
    void cancelWithThis(CompletableFuture<?> running) {
        whenComplete((output, failure) -> {
            if (isCancelled()) {
                running.cancel(true);
            }
        });
    }
}
