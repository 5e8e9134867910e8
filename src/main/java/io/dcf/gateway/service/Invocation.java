package io.dcf.gateway.service;

import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.OutputPieces;
import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.call.UnreachableException;
import io.dcf.gateway.definition.DefinitionValidator;
import io.dcf.gateway.engine.Deployment;
import io.dcf.gateway.engine.Endpoint;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Context;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function: finds an endpoint that takes it, is counted, runs in the context in which it was asked for, and is noted in the log. Only
 * where nothing took the call, another endpoint is asked.
 */
final class Invocation {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Deployment deployment;
    private final CreateFunctionRequest function;
    private final long concurrency;
    private final Input input;
    private final Context context = Context.current();
    private final List<Endpoint> tried = new ArrayList<>();
    private final CompletableFuture<Output> answer = new CompletableFuture<>();

    private Invocation(Deployment deployment, Input input) {
        this.deployment = deployment;
        this.function = deployment.definition();
        this.concurrency = DefinitionValidator.concurrency(function);
        this.input = input;
    }

    /** Throws a refusal, or returns what may be cancelled. */
    static CompletableFuture<Output> start(Deployment deployment, Input input) {
        Invocation invocation = new Invocation(deployment, input);
        List<Endpoint> endpoints = deployment.endpoints();
        if (endpoints.isEmpty()) {
            invocation.await();
        } else {
            invocation.count(invocation.enter(endpoints));
        }
        return invocation.answer;
    }

    private void await() {
        CompletableFuture<Void> waiting = deployment.awaitEndpoint();
        cancelWithAnswer(waiting);
        waiting.whenComplete((ready, failure) -> attempt(failure, () -> count(enter(deployment.endpoints()))));
    }

    /** Takes a place at an endpoint, or throws a refusal. */
    private Endpoint enter(List<Endpoint> endpoints) {
        return Endpoint.enter(endpoints, tried, concurrency)
                .orElseThrow(() -> endpoints.isEmpty() ? deployment.noEndpoint() : busy(endpoints));
    }

    private RuntimeException busy(List<Endpoint> endpoints) {
        long all =
                endpoints.stream().mapToLong(each -> each.capacity(concurrency)).sum();
        return Refusal.with(
                Status.Code.RESOURCE_EXHAUSTED,
                "function '" + function.getService() + "' is busy with " + all
                        + " calls, all that its replicas take at once");
    }

    private void count(Endpoint endpoint) {
        deployment.count().whenComplete((counted, failure) -> {
            if (failure != null) {
                endpoint.leave();
            }
            attempt(failure, () -> run(endpoint));
        });
    }

    private void run(Endpoint endpoint) {
        long start = System.nanoTime();
        CompletableFuture<Output> run = started(endpoint);
        cancelWithAnswer(run);
        run.whenComplete((output, failure) -> {
            // Left and noted first, so that a caller that has the answer may call again, and finds it in the log.
            if (failure == null && output.pieces() != null) {
                awaitEnd(endpoint, output.pieces(), start);
                complete(output);
                return;
            }
            endpoint.leave();
            if (failure instanceof UnreachableException unreachable) {
                runElsewhere(endpoint, unreachable);
                return;
            }
            if (failure == null) {
                note(output.bytes().size(), null, start);
                complete(output);
            } else {
                note(0, failure, start);
                answer.completeExceptionally(failure);
            }
        });
    }

    /** An output that comes in pieces takes its place until its end. */
    private void awaitEnd(Endpoint endpoint, OutputPieces pieces, long start) {
        pieces.end().whenComplete((size, failure) -> {
            endpoint.leave();
            note(failure == null ? size : 0, failure, start);
        });
    }

    private void complete(Output output) {
        if (!answer.complete(output)) {
            output.discard();
        }
    }

    private void runElsewhere(Endpoint endpoint, UnreachableException unreachable) {
        tried.add(endpoint);
        Endpoint.enter(deployment.endpoints(), tried, concurrency).ifPresentOrElse(this::run, () -> {
            note(0, unreachable, System.nanoTime());
            answer.completeExceptionally(unreachable.refusal());
        });
    }

    private CompletableFuture<Output> started(Endpoint endpoint) {
        Context previous = context.attach();
        try {
            return endpoint.run(function, input);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            context.detach(previous);
        }
    }

    /** Goes on, unless what had to be done before has failed. */
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

    private void note(long outputSize, @Nullable Throwable failure, long start) {
        double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        long size = input.size();
        if (failure == null) {
            deployment.note(format("invoked: %d bytes in, %d bytes out, %.1f ms", size, outputSize, millis));
        } else if (failure instanceof CancellationException) {
            deployment.note(format("cancelled: %d bytes in, %.1f ms", size, millis));
        } else {
            deployment.note(
                    format("failed: %d bytes in, %.1f ms: %s", size, millis, String.valueOf(failure.getMessage())));
        }
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
