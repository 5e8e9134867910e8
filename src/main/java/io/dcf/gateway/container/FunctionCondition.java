package io.dcf.gateway.container;

import io.dcf.gateway.engine.Unavailability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether a function takes calls; if not, the reason, and the calls that wait for it. */
final class FunctionCondition {

    static final String STARTING = "starting";

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private @Nullable Unavailability cause = new Unavailability(STARTING, Instant.now());
    private boolean expected = true;

    synchronized Optional<Unavailability> cause() {
        return Optional.ofNullable(cause);
    }

    /** Completes once it takes calls or is not expected to; empty if it is not expected to already. */
    synchronized Optional<CompletableFuture<Void>> starting() {
        if (!expected) {
            return Optional.empty();
        }
        CompletableFuture<Void> one = cause == null ? CompletableFuture.completedFuture(null) : waiter();
        return Optional.of(one);
    }

    private CompletableFuture<Void> waiter() {
        CompletableFuture<Void> one = new CompletableFuture<>();
        waiting.add(one);
        one.whenComplete((done, failure) -> forget(one)); // also if the caller cancels
        return one;
    }

    private synchronized void forget(CompletableFuture<Void> one) {
        waiting.remove(one);
    }

    /** The desired state has changed. */
    synchronized void restart() {
        if (cause != null) {
            cause = new Unavailability(STARTING, Instant.now());
            expected = true;
        }
    }

    /** It takes calls. */
    void available() {
        set(null, true);
    }

    /** It is expected to take calls soon. */
    void starting(String reason) {
        set(reason, true);
    }

    /** It takes no calls until something changes. */
    void failed(String reason) {
        set(reason, false);
    }

    private void set(@Nullable String reason, boolean isExpected) {
        List<CompletableFuture<Void>> released;
        synchronized (this) {
            Instant since = cause == null ? Instant.now() : cause.since();
            cause = reason == null ? null : new Unavailability(reason, since);
            expected = isExpected;
            released = reason == null || !isExpected ? List.copyOf(waiting) : List.of();
        }
        released.forEach(each -> each.complete(null));
    }
}
