package io.dcf.bridge.queue;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Bounds what the database keeps, by number and by bytes. Counting reads the whole table, so it is done once a second at most, and takes at
 * most a twentieth of the time; in between only what this bridge adds is counted.
 */
public final class QueueLimits {

    private static final long MIN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MIN_INTERVALS_OF_COUNT = 20;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final JdbcClient sql;
    private final long maxCount;
    private final long maxBytes;
    private long nextCount = System.nanoTime();
    private long count;
    private long bytes;

    private record Kept(long count, long bytes) {}

    public QueueLimits(JdbcClient sql, AsyncProperties properties) {
        this.sql = sql;
        this.maxCount = properties.maxCount();
        this.maxBytes = properties.maxBytes().toBytes();
    }

    /** Throws a 429 if there is no room for one more invocation with an input of this size. */
    public synchronized void add(long size) {
        count();
        if (count >= maxCount) {
            throw full(maxCount + " invocations", "max-count");
        } else if (bytes + size > maxBytes) {
            throw full(maxBytes + " bytes of inputs and outputs", "max-bytes");
        }
        count++;
        bytes += size;
    }

    private void count() {
        long now = System.nanoTime();
        if (now - nextCount >= 0) {
            Kept kept = sql.sql("SELECT COUNT(*) AS count, COALESCE(SUM(size), 0) AS bytes FROM async_invocation")
                    .query((row, number) -> new Kept(row.getLong(1), row.getLong(2)))
                    .single();
            count = kept.count();
            bytes = kept.bytes();
            long time = System.nanoTime() - now;
            nextCount = now + Math.max(MIN_INTERVAL_NANOS, MIN_INTERVALS_OF_COUNT * time);
        }
    }

    private static ProblemException full(String limit, String setting) {
        return new ProblemException(Problem.of(
                        ProblemType.QUEUE_FULL,
                        "The queue of asynchronous invocations keeps " + limit + " and can take no more.")
                .retry(true, RETRY_AFTER)
                .hint("Raise bridge.async." + setting
                        + ", or lower bridge.async.retention, after which ended invocations are deleted."));
    }
}
