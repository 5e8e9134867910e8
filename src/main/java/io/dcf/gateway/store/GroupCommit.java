package io.dcf.gateway.store;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Writes changes on a thread of its own: all that have come while it wrote the last ones, in one transaction. Nobody waits
 * for the disk alone, and nobody hears that a change is kept before it is on the disk. Where that fails, changes are refused and
 * counts wait, until one of the attempts that it then makes by itself succeeds.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final FunctionDatabase database;
    private final Thread writer = new Thread(this::run, "embedded-gateway-store");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private List<Waiting> waiting = new ArrayList<>();
    private boolean closed;
    private boolean ended;
    private volatile @Nullable String outage;
    private long failedAt;

    private record Waiting(Change change, CompletableFuture<Void> kept) {}

    /** Owns the database. */
    GroupCommit(FunctionDatabase database) {
        this.database = database;
        writer.setDaemon(true);
        writer.start();
    }

    /** Done once the change is kept or, where it can wait, noted; fails with a {@code StatusRuntimeException} where it cannot be. */
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

    /** Why no change can be kept at present. */
    Optional<String> outage() {
        return Optional.ofNullable(outage);
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
        do {
            write(next());
        } while (!ended);
        database.close();
    }

    /** Those that wait; none where it is closed, or where it is time to try again. */
    private List<Waiting> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed && !isDue()) {
                if (outage == null) {
                    changed.awaitUninterruptibly();
                } else {
                    changed.awaitNanos(INTERVAL.toNanos());
                }
            }
            List<Waiting> group = waiting;
            ended = closed && group.isEmpty();
            waiting = new ArrayList<>();
            return group;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return outage != null && System.nanoTime() - failedAt >= INTERVAL.toNanos();
    }

    private void write(List<Waiting> group) {
        Map<Change, Integer> changes = new LinkedHashMap<>();
        group.forEach(one -> changes.merge(one.change, 1, Integer::sum));
        try {
            if (outage != null && !ended && !isDue()) {
                postpone(group, changes);
            } else if (outage != null || !group.isEmpty()) {
                database.write(changes);
                end(group);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            begin(e);
            postpone(group, changes);
        }
    }

    private void end(List<Waiting> group) {
        if (outage != null) {
            outage = null;
            log.info("The embedded gateway keeps changes in {} again", database.directory());
        }
        // The answers are other threads' work: this one is to be back at the disk soon.
        group.forEach(one -> one.kept.completeAsync(() -> null, ForkJoinPool.commonPool()));
    }

    private void begin(Exception failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (outage == null) {
            log.error(
                    "The embedded gateway cannot write to {}: {}. Functions go on, changes are refused until it can",
                    database.directory(),
                    reason,
                    failure);
        }
        outage = reason;
        failedAt = System.nanoTime();
    }

    private void postpone(List<Waiting> group, Map<Change, Integer> changes) {
        database.postpone(changes);
        RuntimeException refusal = refusal();
        group.forEach(one -> ForkJoinPool.commonPool().execute(() -> {
            if (one.change.canWait()) {
                one.kept.complete(null);
            } else {
                one.kept.completeExceptionally(refusal);
            }
        }));
    }

    /** With the time after which to ask again, which also says that this gateway is up. */
    private RuntimeException refusal() {
        RetryInfo retry = RetryInfo.newBuilder()
                .setRetryDelay(com.google.protobuf.Duration.newBuilder().setSeconds(INTERVAL.toSeconds()))
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.UNAVAILABLE_VALUE)
                .setMessage("the gateway cannot keep changes in " + database.directory() + ": " + outage)
                .addDetails(Any.pack(retry))
                .build());
    }
}
