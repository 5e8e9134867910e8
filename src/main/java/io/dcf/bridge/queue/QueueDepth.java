package io.dcf.bridge.queue;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How much is in the database.
 *
 * @param invocations the number of invocations by state
 * @param oldest how long the oldest queued invocation has been due
 */
public record QueueDepth(Map<InvocationState, Long> invocations, Duration oldest) {

    public static final QueueDepth EMPTY = new QueueDepth(Map.of(), Duration.ZERO);

    private record Row(InvocationState state, long count, long due) {}

    public QueueDepth {
        invocations = Map.copyOf(invocations);
    }

    public static QueueDepth read(JdbcClient sql) {
        var rows = sql.sql("SELECT state, COUNT(*), MIN(due_at) FROM async_invocation GROUP BY state")
                .query((row, number) -> new Row(InvocationState.of(row.getString(1)), row.getLong(2), row.getLong(3)))
                .list();
        long waited = rows.stream()
                .filter(row -> row.state() == InvocationState.QUEUED)
                .mapToLong(row -> System.currentTimeMillis() - row.due())
                .findFirst()
                .orElse(0);
        return new QueueDepth(
                rows.stream().collect(Collectors.toMap(Row::state, Row::count)),
                Duration.ofMillis(Math.max(0, waited)));
    }
}
