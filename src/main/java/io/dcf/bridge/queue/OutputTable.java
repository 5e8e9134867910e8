package io.dcf.bridge.queue;

import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.invoker.HeaderLines;
import java.net.http.HttpHeaders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the outputs of invocations, and reads them. */
public final class OutputTable {

    private final JdbcClient sql;

    public OutputTable(JdbcClient sql) {
        this.sql = sql;
    }

    public void insert(String id, FunctionOutput output) {
        sql.sql("""
                        INSERT INTO async_output (id, status, content_type, headers, body)
                        VALUES (:id, :status, :type, :headers, :body)""")
                .param("id", id)
                .param("status", output.status())
                .param("type", output.contentType())
                .param("headers", lines(output.headers()))
                .param("body", output.bytes())
                .update();
        sql.sql("UPDATE async_invocation SET size = size + ? WHERE id = ?")
                .params(output.bytes().length, id)
                .update();
    }

    public void delete(String id) {
        sql.sql("DELETE FROM async_output WHERE id = ?").param(id).update();
    }

    public Optional<FunctionOutput> find(String id) {
        return sql.sql("SELECT * FROM async_output WHERE id = ?")
                .param(id)
                .query((row, number) -> output(row))
                .optional();
    }

    private static FunctionOutput output(ResultSet row) throws SQLException {
        String headers = row.getString("headers");
        return new FunctionOutput(
                row.getBytes("body"),
                row.getInt("status"),
                row.getString("content_type"),
                headers == null ? null : HeaderLines.parse(headers),
                false);
    }

    private static @Nullable String lines(@Nullable HttpHeaders headers) {
        if (headers == null) {
            return null;
        }
        HeaderLines lines = new HeaderLines();
        headers.map().forEach((name, values) -> values.forEach(value -> lines.add(name, value)));
        return lines.text();
    }
}
