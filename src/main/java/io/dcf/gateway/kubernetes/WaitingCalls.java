package io.dcf.gateway.kubernetes;

import io.dcf.gateway.call.Refusal;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Calls that wait for the first pod of a function. */
final class WaitingCalls {

    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    /** A call is refused this long before its deadline, so that the caller receives the reason. */
    private static final Duration DEADLINE_MARGIN = Duration.ofMillis(200);

    private final String function;
    private final int max;
    private final Set<CompletableFuture<Void>> calls = ConcurrentHashMap.newKeySet();

    WaitingCalls(String function, int max) {
        this.function = function;
        this.max = max;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * Lets the call of the current gRPC context wait until a pod is ready or its deadline is near.
     *
     * @param refusal the failure of a call whose deadline is near
     */
    CompletableFuture<Void> add(Supplier<RuntimeException> refusal) {
        if (calls.size() >= max) {
            return CompletableFuture.failedFuture(Refusal.with(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "function '" + function + "' has no replica yet, and " + max
                            + " calls wait for one, the limit of bridge.embedded.kubernetes.max-waiting"));
        }
        CompletableFuture<Void> call = new CompletableFuture<>();
        calls.add(call);
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(remaining().toMillis(), TimeUnit.MILLISECONDS);
        timer.whenComplete((never, failure) -> {
            if (failure instanceof TimeoutException) {
                call.completeExceptionally(refusal.get());
            }
        });
        call.whenComplete((ready, failure) -> {
            calls.remove(call);
            timer.cancel(false);
        });
        return call;
    }

    private static Duration remaining() {
        Deadline deadline = Context.current().getDeadline();
        if (deadline == null) {
            return MAX_WAIT;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        return left.compareTo(DEADLINE_MARGIN.multipliedBy(2)) > 0 ? left.minus(DEADLINE_MARGIN) : left;
    }

    /** Lets all of them proceed. */
    void proceed() {
        calls.forEach(call -> call.completeAsync(() -> null));
    }

    void fail(RuntimeException refusal) {
        calls.forEach(call -> call.completeExceptionally(refusal));
    }
}
