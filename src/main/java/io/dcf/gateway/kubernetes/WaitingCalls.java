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

    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** A caller that is refused a little before its deadline learns why it waited. */
    private static final Duration BEFORE_DEADLINE = Duration.ofMillis(200);

    private final String function;
    private final int most;
    private final Set<CompletableFuture<Void>> calls = ConcurrentHashMap.newKeySet();

    WaitingCalls(String function, int most) {
        this.function = function;
        this.most = most;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * Lets the call of this context wait, until a pod is ready or the deadline is near.
     *
     * @param refusal why there is no pod by then
     */
    CompletableFuture<Void> add(Supplier<RuntimeException> refusal) {
        if (calls.size() >= most) {
            return CompletableFuture.failedFuture(Refusal.with(
                    Status.Code.RESOURCE_EXHAUSTED,
                    "function '" + function + "' has no replica yet, and " + most
                            + " calls wait for one, all that bridge.embedded.kubernetes.max-waiting allows"));
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
            return LONGEST;
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline.timeRemaining(TimeUnit.NANOSECONDS)));
        return left.compareTo(BEFORE_DEADLINE.multipliedBy(2)) > 0 ? left.minus(BEFORE_DEADLINE) : left;
    }

    /** Lets all of them go on. */
    void proceed() {
        calls.forEach(call -> call.completeAsync(() -> null));
    }

    void fail(RuntimeException refusal) {
        calls.forEach(call -> call.completeExceptionally(refusal));
    }
}
