package io.dcf.gateway.store;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The changes that wait for the next transaction. Any thread may add one; one thread takes them. */
final class ChangeQueue {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Pending> pending = new ArrayList<>();
    private boolean closed;

    /** @param stored completes once the change is stored or deferred */
    record Pending(Change change, CompletableFuture<Void> stored) {}

    /** @param last whether no group follows; then this one is empty */
    record Group(List<Pending> all, boolean last) {}

    /** Returns a future that fails with a {@code StatusRuntimeException} if the change cannot be stored. */
    CompletableFuture<Void> add(Change change) {
        Pending one = new Pending(change, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(
                        Refusal.with(Status.Code.UNAVAILABLE, "the gateway is shutting down"));
            }
            pending.add(one);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return one.stored;
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for changes; returns none when it is closed or a retry is due. */
    Group next(WriteOutage outage) {
        lock.lock();
        try {
            while (pending.isEmpty() && !closed && !outage.isRetryDue()) {
                if (outage.isActive()) {
                    changed.awaitNanos(WriteOutage.RETRY_INTERVAL.toNanos());
                } else {
                    changed.awaitUninterruptibly();
                }
            }
            Group group = new Group(pending, closed && pending.isEmpty());
            pending = new ArrayList<>();
            return group;
        } catch (InterruptedException e) {
            throw new IllegalStateException("no code interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }
}
