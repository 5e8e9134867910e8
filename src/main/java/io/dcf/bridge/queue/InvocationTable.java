package io.dcf.bridge.queue;

import io.dcf.bridge.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Adds invocations to the database, and reads them. */
public final class InvocationTable {

    private final JdbcClient sql;
    private final JsonMapper json;

    public InvocationTable(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Throws a {@code DuplicateKeyException} if there is one with this idempotency key. */
    public void insert(String id, Submission submission) {
        long now = System.currentTimeMillis();
        Submission.Idempotency idempotency = submission.idempotency();
        sql.sql("""
                        INSERT INTO async_invocation (id, function_name, state, submitted_at, due_at, attempts,
                          earlier_attempts, max_attempts, retry_all, size, key_hash, request_hash, callback_url,
                          callback_state)
                        VALUES (:id, :function, 'queued', :now, :now, 0, 0, :max, :all, :size, :key, :request, :url,
                          :callback)""")
                .param("id", id)
                .param("function", submission.request().function())
                .param("now", now)
                .param("max", submission.maxAttempts())
                .param("all", submission.retryAll())
                .param("size", submission.body().length)
                .param("key", idempotency == null ? null : idempotency.key())
                .param("request", idempotency == null ? null : idempotency.request())
                .param("url", submission.callbackUrl())
                .param("callback", submission.callbackUrl() == null ? null : "waiting")
                .update();
        sql.sql("INSERT INTO async_input (id, request, body) VALUES (?, ?, ?)")
                .params(id, json.writeValueAsString(submission.request()), submission.body())
                .update();
    }

    public Optional<InvocationStatus> find(String id) {
        return sql.sql("SELECT * FROM async_invocation WHERE id = ?")
                .param(id)
                .query(this::status)
                .optional();
    }

    /** The id of the invocation with this idempotency key, if it stands for the same request. */
    public Optional<String> findSame(Submission.Idempotency idempotency) {
        return sql.sql("SELECT id FROM async_invocation WHERE key_hash = ? AND request_hash = ?")
                .params(idempotency.key(), idempotency.request())
                .query(String.class)
                .optional();
    }

    public boolean hasKey(Submission.Idempotency idempotency) {
        return sql.sql("SELECT COUNT(*) FROM async_invocation WHERE key_hash = ?")
                        .param(idempotency.key())
                        .query(Long.class)
                        .single()
                > 0;
    }

    public List<String> functions() {
        return sql.sql("SELECT DISTINCT function_name FROM async_invocation")
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The newest first, that are older than {@code before}. */
    public List<InvocationStatus> list(
            Collection<String> functions, @Nullable InvocationState state, @Nullable String before, int limit) {
        String states = state == null ? "" : " AND state = :state";
        String older = before == null ? "" : " AND id < :before";
        return sql.sql("SELECT * FROM async_invocation WHERE function_name IN (:functions)" + states + older
                        + " ORDER BY id DESC LIMIT :limit")
                .param("functions", functions)
                .param("state", state == null ? "" : state.text())
                .param("before", before == null ? "" : before)
                .param("limit", limit)
                .query(this::status)
                .list();
    }

    private InvocationStatus status(ResultSet row, int number) throws SQLException {
        InvocationState state = InvocationState.of(row.getString("state"));
        String problem = row.getString("problem");
        return new InvocationStatus(
                row.getString("id"),
                row.getString("function_name"),
                state,
                Instant.ofEpochMilli(row.getLong("submitted_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                row.getInt("attempts"),
                row.getInt("earlier_attempts") + row.getInt("max_attempts"),
                problem == null ? null : json.readValue(problem, Problem.class),
                state == InvocationState.CANCELLED ? null : callback(row));
    }

    private static InvocationStatus.@Nullable Callback callback(ResultSet row) throws SQLException {
        String state = row.getString("callback_state");
        return state == null
                ? null
                : new InvocationStatus.Callback(
                        state, row.getInt("callback_attempts"), row.getString("callback_problem"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
