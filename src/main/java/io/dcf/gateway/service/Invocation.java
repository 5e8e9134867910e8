package io.dcf.gateway.service;

import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.OutputPieces;
import io.dcf.gateway.call.UnreachableException;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function: acquires an endpoint, counts itself, runs in the gRPC context of its caller, and logs the result.
 * Another endpoint is tried only if nothing took the call.
 */
final class Invocation {

    private final Deployment deployment;
    private final CreateFunctionRequest function;
    private final Input input;
    private final EndpointSelector endpoints;
    private final InvocationLog log;
    private final Context context = Context.current();
    private final CompletableFuture<Output> answer = new CompletableFuture<>();

    private Invocation(Deployment deployment, Input input) {
        this.deployment = deployment;
        this.function = deployment.definition();
        this.input = input;
        this.endpoints = new EndpointSelector(deployment);
        this.log = new InvocationLog(deployment, input);
    }

    /** Throws a refusal, or returns a future that may be cancelled. */
    static CompletableFuture<Output> start(Deployment deployment, Input input) {
        Invocation invocation = new Invocation(deployment, input);
        List<Endpoint> ready = deployment.endpoints();
        if (ready.isEmpty()) {
            invocation.awaitEndpoint();
        } else {
            invocation.count(invocation.endpoints.acquire(ready));
        }
        return invocation.answer;
    }

    private void awaitEndpoint() {
        CompletableFuture<Void> waiting = deployment.awaitEndpoint();
        cancelWithAnswer(waiting);
        waiting.whenComplete(
                (ready, failure) -> attempt(failure, () -> count(endpoints.acquire(deployment.endpoints()))));
    }

    private void count(Endpoint endpoint) {
        deployment.count().whenComplete((counted, failure) -> {
            if (failure != null) {
                endpoint.release();
            }
            attempt(failure, () -> run(endpoint));
        });
    }

    private void run(Endpoint endpoint) {
        long start = System.nanoTime();
        CompletableFuture<Output> run = call(endpoint);
        cancelWithAnswer(run);
        run.whenComplete((output, failure) -> {
            if (failure == null && output.pieces() != null) {
                endWith(output.pieces(), endpoint, start);
                complete(output);
                return;
            }
            endpoint.release();
            if (failure instanceof UnreachableException unreachable) {
                runElsewhere(endpoint, unreachable);
            } else {
                end(output, failure, start);
            }
        });
    }

    private CompletableFuture<Output> call(Endpoint endpoint) {
        Context previous = context.attach();
        try {
            return endpoint.run(function, input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            context.detach(previous);
        }
    }

    /** Releases the endpoint of an output in pieces once all of it was read. */
    private void endWith(OutputPieces pieces, Endpoint endpoint, long start) {
        pieces.end().whenComplete((size, failure) -> {
            endpoint.release();
            log.write(failure == null ? size : 0, failure, start);
        });
    }

    /** Logs first, so that a caller that has the answer finds it in the log. */
    private void end(@Nullable Output output, @Nullable Throwable failure, long start) {
        log.write(output == null ? 0 : output.bytes().size(), failure, start);
        if (output != null) {
            complete(output);
        } else if (failure != null) {
            answer.completeExceptionally(failure);
        }
    }

    private void complete(Output output) {
        if (!answer.complete(output)) {
            output.discard();
        }
    }

    private void runElsewhere(Endpoint endpoint, UnreachableException unreachable) {
        endpoints.acquireOther(endpoint).ifPresentOrElse(this::run, () -> {
            log.write(0, unreachable, System.nanoTime());
            answer.completeExceptionally(unreachable.refusal());
        });
    }

    /** Runs the next step, unless the step before it failed. */
    private void attempt(@Nullable Throwable failure, Runnable next) {
        if (failure != null) {
            answer.completeExceptionally(failure);
            return;
        }
        try {
            next.run();
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void cancelWithAnswer(CompletableFuture<?> running) {
        answer.whenComplete((output, failure) -> {
            if (answer.isCancelled()) {
                running.cancel(true);
            }
        });
    }
}
