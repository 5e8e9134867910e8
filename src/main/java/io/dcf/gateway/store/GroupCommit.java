package io.dcf.gateway.store;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes changes on a thread of its own: those that arrive during one transaction share the next. A change is acknowledged only once
 * it is on the disk. While writing fails, changes are refused and counts are deferred; the thread retries by itself.
 */
final class GroupCommit implements AutoCloseable {

    private final FunctionDatabase database;
    private final WriteOutage outage;
    private final Thread writer = new Thread(this::run, "embedded-gateway-store");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Pending> pending = new ArrayList<>();
    private boolean closed;
    private boolean ended;

    private record Pending(Change change, CompletableFuture<Void> stored) {}

    /** @param database is closed with this object */
    GroupCommit(FunctionDatabase database) {
        this.database = database;
        this.outage = new WriteOutage(database.directory());
        writer.setDaemon(true);
        writer.start();
    }

    /** Completes once the change is stored or deferred; fails with a {@code StatusRuntimeException} if it cannot be. */
    CompletableFuture<Void> submit(Change change) {
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

    /** Why no change can be stored at present. */
    Optional<String> outage() {
        return outage.reason();
    }

    /** Writes what is pending, then closes the database. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        do {
            write(next());
        } while (!ended);
        database.close();
    }

    /** Waits for changes; returns none when it is closed or a retry is due. */
    private List<Pending> next() {
        lock.lock();
        try {
            while (pending.isEmpty() && !closed && !outage.isRetryDue()) {
                if (outage.isActive()) {
                    changed.awaitNanos(WriteOutage.RETRY_INTERVAL.toNanos());
                } else {
                    changed.awaitUninterruptibly();
                }
            }
            List<Pending> group = pending;
            ended = closed && group.isEmpty();
            pending = new ArrayList<>();
            return group;
        } catch (InterruptedException e) {
            throw new IllegalStateException("no code interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Pending> group) {
        Map<Change, Integer> changes = new LinkedHashMap<>();
        group.forEach(one -> changes.merge(one.change, 1, Integer::sum));
        try {
            if (outage.isActive() && !ended && !outage.isRetryDue()) {
                defer(group, changes);
            } else if (outage.isActive() || !group.isEmpty()) {
                database.write(changes);
                outage.end();
                acknowledge(group);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            outage.begin(e);
            defer(group, changes);
        }
    }

    /** On other threads, since this one should write the next group soon. */
    private static void acknowledge(List<Pending> group) {
        group.forEach(one -> one.stored.completeAsync(() -> null, ForkJoinPool.commonPool()));
    }

    private void defer(List<Pending> group, Map<Change, Integer> changes) {
        database.defer(changes);
        RuntimeException refusal = outage.refusal();
        group.forEach(one -> ForkJoinPool.commonPool().execute(() -> {
            if (one.change.isDeferrable()) {
                one.stored.complete(null);
            } else {
                one.stored.completeExceptionally(refusal);
            }
        }));
    }
}
