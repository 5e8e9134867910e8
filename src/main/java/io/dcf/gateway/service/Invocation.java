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
    private final InvocationAnswer answer = new InvocationAnswer();

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
        answer.cancelWithThis(waiting);
        waiting.whenComplete(
                (ready, failure) -> answer.attempt(failure, () -> count(endpoints.acquire(deployment.endpoints()))));
    }

    private void count(Endpoint endpoint) {
        deployment.count().whenComplete((counted, failure) -> {
            if (failure != null) {
                endpoint.release();
            }
            answer.attempt(failure, () -> run(endpoint));
        });
    }

    private void run(Endpoint endpoint) {
        long start = System.nanoTime();
        CompletableFuture<Output> run = call(endpoint);
        answer.cancelWithThis(run);
        run.whenComplete((output, failure) -> {
            if (failure == null && output.pieces() != null) {
                endWith(output.pieces(), endpoint, start);
                answer.complete(output, null);
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
        try {
            return context.call(() -> endpoint.run(function, input));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
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
        answer.complete(output, failure);
    }

    private void runElsewhere(Endpoint endpoint, UnreachableException unreachable) {
        endpoints.acquireOther(endpoint).ifPresentOrElse(this::run, () -> {
            log.write(0, unreachable, System.nanoTime());
            answer.completeExceptionally(unreachable.refusal());
        });
    }
}
