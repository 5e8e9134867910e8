package io.dcf.bridge.queue;

import io.dcf.bridge.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes the states of invocations in the database. What an attempt reports counts only while its invocation still runs with the number of
 * this attempt.
 */
public final class RunTable {

    private static final String STILL_RUNS = " WHERE id = :id AND state = 'running' AND attempts = :attempt";
    private static final int CANDIDATES = 16;

    private final JdbcClient sql;
    private final JsonMapper json;

    public RunTable(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Claims the oldest invocation of a function that is due, for a slot; empty if there is none. */
    public Optional<ClaimedInvocation> claim(String function, String slot) {
        while (true) {
            List<String> candidates = due(function, CANDIDATES);
            if (candidates.isEmpty()) {
                return Optional.empty();
            }
            for (String id : candidates) { // other slots may be faster
                if (start(id, slot)) {
                    return Optional.of(read(id));
                }
            }
        }
    }

    public boolean isDue(String function) {
        return !due(function, 1).isEmpty();
    }

    private List<String> due(String function, int limit) {
        return sql.sql("""
                        SELECT id FROM async_invocation WHERE state = 'queued' AND function_name = ? AND due_at <= ?
                        ORDER BY due_at, id LIMIT ?""")
                .params(function, System.currentTimeMillis(), limit)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private boolean start(String id, String slot) {
        return sql.sql("""
                                UPDATE async_invocation SET state = 'running', slot = ?, started_at = ?,
                                attempts = attempts + 1 WHERE id = ? AND state = 'queued'""").params(slot, System.currentTimeMillis(), id).update() > 0;
    }

    private ClaimedInvocation read(String id) {
        return sql.sql("""
                        SELECT attempts, earlier_attempts + max_attempts - attempts AS tries_left, retry_all,
                          callback_state, request, body
                        FROM async_invocation JOIN async_input ON async_input.id = async_invocation.id
                        WHERE async_invocation.id = ?""").param(id).query((row, number) -> claimed(id, row)).single();
    }

    private ClaimedInvocation claimed(String id, ResultSet row) throws SQLException {
        return new ClaimedInvocation(
                id,
                row.getInt("attempts"),
                row.getInt("tries_left"),
                row.getBoolean("retry_all"),
                row.getString("callback_state") != null,
                json.readValue(row.getString("request"), AsyncRequest.class),
                row.getBytes("body"));
    }

    public boolean stillRuns(ClaimedInvocation invocation) {
        return sql.sql("SELECT COUNT(*) FROM async_invocation" + STILL_RUNS)
                        .param("id", invocation.id())
                        .param("attempt", invocation.attempt())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Returns false if the attempt no longer counts. */
    public boolean finish(ClaimedInvocation invocation, InvocationState state, @Nullable Problem problem) {
        return sql.sql("UPDATE async_invocation SET state = :state, problem = :problem, finished_at = :now, slot = NULL"
                                + STILL_RUNS)
                        .param("state", state.text())
                        .param("problem", problem == null ? null : json.writeValueAsString(problem))
                        .param("now", System.currentTimeMillis())
                        .param("id", invocation.id())
                        .param("attempt", invocation.attempt())
                        .update()
                > 0;
    }

    /** Queues it for a further attempt; returns false if this attempt no longer counts. */
    public boolean queueAgain(ClaimedInvocation invocation, Duration pause, @Nullable Problem problem) {
        return sql.sql("UPDATE async_invocation SET state = 'queued', problem = :problem, due_at = :due, slot = NULL"
                                + STILL_RUNS)
                        .param("problem", problem == null ? null : json.writeValueAsString(problem))
                        .param("due", System.currentTimeMillis() + pause.toMillis())
                        .param("id", invocation.id())
                        .param("attempt", invocation.attempt())
                        .update()
                > 0;
    }

    /** Queues it for later without counting this attempt, since the function was not called. */
    public void postpone(ClaimedInvocation invocation, Duration pause) {
        sql.sql("UPDATE async_invocation SET state = 'queued', due_at = :due, slot = NULL, attempts = attempts - 1"
                        + STILL_RUNS)
                .param("due", System.currentTimeMillis() + pause.toMillis())
                .param("id", invocation.id())
                .param("attempt", invocation.attempt())
                .update();
    }

    /** Returns false if it has ended already. */
    public boolean cancel(String id) {
        return sql.sql("""
                                UPDATE async_invocation SET state = 'cancelled', finished_at = ?, slot = NULL
                                WHERE id = ? AND state IN ('queued', 'running')""").params(System.currentTimeMillis(), id).update() > 0;
    }

    /** Queues it again, with as many attempts as at first; returns false unless it has failed or was cancelled. */
    public boolean retry(String id) {
        return sql.sql("""
                                UPDATE async_invocation SET state = 'queued', due_at = ?, finished_at = NULL,
                                earlier_attempts = attempts, problem = NULL, callback_attempts = 0, callback_problem = NULL,
                                callback_state = CASE WHEN callback_url IS NULL THEN NULL ELSE 'waiting' END,
                                size = (SELECT OCTET_LENGTH(body) FROM async_input WHERE async_input.id = async_invocation.id)
                                WHERE id = ? AND state IN ('failed', 'cancelled')""").params(System.currentTimeMillis(), id).update() > 0;
    }

    /** Queues again what a slot was running when its bridge was killed; returns false if that is nothing. */
    public boolean queueLeftBy(String slot) {
        return sql.sql("UPDATE async_invocation SET state = 'queued', slot = NULL WHERE state = 'running' AND slot = ?")
                        .param(slot)
                        .update()
                > 0;
    }
}
