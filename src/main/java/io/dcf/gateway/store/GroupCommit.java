package io.dcf.gateway.store;

import io.dcf.gateway.store.ChangeQueue.Group;
import io.dcf.gateway.store.ChangeQueue.Pending;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;

/**
 * Writes changes on a thread of its own: those that arrive during one transaction share the next. A change is acknowledged only once
 * it is on the disk. While writing fails, changes are refused and counts are deferred; the thread retries by itself.
 */
final class GroupCommit implements AutoCloseable {

    private final FunctionDatabase database;
    private final WriteOutage outage;
    private final Thread writer = new Thread(this::run, "embedded-gateway-store");
    private final ChangeQueue queue = new ChangeQueue();

    /** @param database is closed with this object */
    GroupCommit(FunctionDatabase database, WriteOutage outage) {
        this.database = database;
        this.outage = outage;
        writer.setDaemon(true);
        writer.start();
    }

    /** Completes once the change is stored or deferred; fails with a {@code StatusRuntimeException} if it cannot be. */
    CompletableFuture<Void> submit(Change change) {
        return queue.add(change);
    }

    /** Why no change can be stored at present. */
    Optional<String> outage() {
        return outage.reason();
    }

    /** Writes what is pending, then closes the database. */
    @Override
    public void close() {
        queue.close();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Group group;
        do {
            group = queue.next(outage);
            write(group);
        } while (!group.last());
        database.close();
    }

    private void write(Group group) {
        Map<Change, Integer> changes = new LinkedHashMap<>();
        group.all().forEach(one -> changes.merge(one.change(), 1, Integer::sum));
        try {
            if (outage.isActive() && !group.last() && !outage.isRetryDue()) {
                defer(group.all(), changes);
            } else if (outage.isActive() || !group.all().isEmpty()) {
                database.write(changes);
                outage.end();
                acknowledge(group.all());
            }
        } catch (SQLException | IOException | RuntimeException e) {
            outage.begin(e);
            defer(group.all(), changes);
        }
    }

    /** On other threads, since this one should write the next group soon. */
    private static void acknowledge(List<Pending> group) {
        group.forEach(one -> one.stored().completeAsync(() -> null, ForkJoinPool.commonPool()));
    }

    private void defer(List<Pending> group, Map<Change, Integer> changes) {
        database.defer(changes);
        RuntimeException refusal = outage.refusal();
        group.forEach(one -> ForkJoinPool.commonPool().execute(() -> {
            if (one.change().isDeferrable()) {
                one.stored().complete(null);
            } else {
                one.stored().completeExceptionally(refusal);
            }
        }));
    }
}
