package io.dcf.bridge.embedded;

import io.grpc.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes on a thread of its own: all that have come while it wrote the last ones, in one transaction. Nobody waits
 * for the disk alone, and nobody hears that a change is kept before it is on the disk.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final Connection connection;
    private final Thread writer = new Thread(this::run, "embedded-gateway-store");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    /** What is to be written; those of a group that are equal are applied at once, so many times. */
    interface Change {
        void apply(Connection connection, int times) throws SQLException;
    }

    private record Waiting(Change change, CompletableFuture<Void> kept) {}

    /** Owns the connection. */
    GroupCommit(Connection connection) {
        this.connection = connection;
        writer.setDaemon(true);
        writer.start();
    }

    /** Done once the change is kept; fails with a {@code StatusRuntimeException} where it cannot be. */
    CompletableFuture<Void> submit(Change change) {
        Waiting one = new Waiting(change, new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                return CompletableFuture.failedFuture(
                        Refusal.with(Status.Code.UNAVAILABLE, "the gateway is about to stop"));
            }
            waiting.add(one);
            changed.signal();
        } finally {
            lock.unlock();
        }
        return one.kept;
    }

    /** Writes what waits still. */
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
        try (connection) {
            for (List<Waiting> group = next(); !group.isEmpty(); group = next()) {
                write(group);
            }
        } catch (SQLException e) {
            log.error("The embedded gateway's database does not close", e);
        }
    }

    private List<Waiting> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            List<Waiting> group = waiting;
            waiting = new ArrayList<>();
            return group;
        } finally {
            lock.unlock();
        }
    }

    private void write(List<Waiting> group) {
        // The answers are other threads' work: this one is to be back at the disk soon.
        ForkJoinPool answers = ForkJoinPool.commonPool();
        try {
            commit(group);
            group.forEach(one -> one.kept.completeAsync(() -> null, answers));
        } catch (SQLException | RuntimeException e) {
            log.error("The embedded gateway cannot write to its data directory", e);
            var refusal = Refusal.with(Status.Code.UNAVAILABLE, "the gateway cannot keep it: its log says why");
            group.forEach(one -> answers.execute(() -> one.kept.completeExceptionally(refusal)));
        }
    }

    private void commit(List<Waiting> group) throws SQLException {
        Map<Change, Integer> changes = new LinkedHashMap<>();
        group.forEach(one -> changes.merge(one.change, 1, Integer::sum));
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<Change, Integer> change : changes.entrySet()) {
                change.getKey().apply(connection, change.getValue());
            }
            connection.commit();
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }
}
