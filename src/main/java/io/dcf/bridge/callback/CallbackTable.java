package io.dcf.bridge.callback;

import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.invoker.HeaderLines;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the callbacks of finished invocations from the database of the queue, and records their outcome. */
final class CallbackTable {

    private static final int MAX_IDS = 1000;

    private final JdbcClient sql;
    private final JsonMapper json;

    CallbackTable(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * A callback that has to be sent.
     *
     * @param attempts how often it was sent before
     */
    record Waiting(Callback callback, int attempts) {}

    /** The callback of an invocation; empty if there is none to send. */
    Optional<Waiting> find(String id) {
        return sql.sql("""
                        SELECT callback_url, callback_attempts, started_at, finished_at, problem, request, status,
                          content_type, headers, async_output.body AS output
                        FROM async_invocation
                        JOIN async_input ON async_input.id = async_invocation.id
                        LEFT JOIN async_output ON async_output.id = async_invocation.id
                        WHERE async_invocation.id = ? AND callback_state = 'waiting' AND state IN ('succeeded', 'failed')""")
                .param(id)
                .query((row, number) -> new Waiting(callback(id, row), row.getInt("callback_attempts")))
                .optional();
    }

    /** Invocations whose callback was due so many milliseconds ago. */
    List<String> overdue(Duration time) {
        return sql.sql("""
                        SELECT id FROM async_invocation WHERE callback_state = 'waiting' AND state IN ('succeeded', 'failed')
                        AND COALESCE(callback_next, finished_at) < ? ORDER BY id LIMIT ?""")
                .params(System.currentTimeMillis() - time.toMillis(), MAX_IDS)
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /**
     * Records an attempt, unless a client runs the invocation again meanwhile.
     *
     * @param state waiting, if another attempt follows
     * @param pause until that attempt
     */
    void record(String id, String state, @Nullable String problem, Duration pause) {
        sql.sql("""
                        UPDATE async_invocation SET callback_state = :callback, callback_problem = :problem,
                        callback_attempts = callback_attempts + 1, callback_next = :next
                        WHERE id = :id AND callback_state = 'waiting' AND state IN ('succeeded', 'failed')""")
                .param("callback", state)
                .param("problem", problem)
                .param("next", System.currentTimeMillis() + pause.toMillis())
                .param("id", id)
                .update();
    }

    private Callback callback(String id, ResultSet row) throws SQLException {
        JsonNode request = json.readTree(row.getString("request"));
        return new Callback(
                id,
                row.getString("callback_url"),
                request.path("calledAs").asString(""),
                request.path("callId").asString(""),
                Duration.ofMillis(row.getLong("finished_at") - row.getLong("started_at")),
                row.getBytes("output") == null ? problem(row) : output(row));
    }

    private static FunctionOutput output(ResultSet row) throws SQLException {
        String headers = row.getString("headers");
        return new FunctionOutput(
                row.getBytes("output"),
                row.getInt("status"),
                row.getString("content_type"),
                headers == null ? null : HeaderLines.parse(headers),
                false);
    }

    private FunctionOutput problem(ResultSet row) throws SQLException {
        String problem = row.getString("problem");
        int status = json.readTree(problem).path("status").asInt(500);
        return new FunctionOutput(
                problem.getBytes(StandardCharsets.UTF_8),
                status,
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                null,
                false);
    }
}
