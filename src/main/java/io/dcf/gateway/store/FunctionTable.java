package io.dcf.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SQL statements of the embedded gateway's database. */
final class FunctionTable {

    private static final String ALL =
            "SELECT id, definition, replicas, number, created FROM function JOIN invocations ON function = id";

    private FunctionTable() {}

    /** All functions by id, oldest first. */
    static Map<Long, StoredFunction> read(Connection connection) throws SQLException, InvalidProtocolBufferException {
        Map<Long, StoredFunction> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                long id = rows.getLong("id");
                CreateFunctionRequest definition = CreateFunctionRequest.parseFrom(rows.getBytes("definition"));
                all.put(
                        id,
                        new StoredFunction(
                                id,
                                definition,
                                rows.getLong("replicas"),
                                rows.getLong("number"),
                                rows.getObject("created", Instant.class)));
            }
        }
        return all;
    }

    /** Adds a function, or replaces its definition and replicas. */
    static void put(Connection connection, StoredFunction function) throws SQLException {
        execute(
                connection,
                "MERGE INTO function (id, name, definition, replicas, created) KEY (id) VALUES (?, ?, ?, ?, ?)",
                function.id(),
                function.definition().getService(),
                function.definition().toByteArray(),
                function.replicas(),
                function.created());
        execute(
                connection,
                "INSERT INTO invocations SELECT id, 0 FROM function WHERE id = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM invocations WHERE function = id)",
                function.id());
    }

    static void remove(Connection connection, long id) throws SQLException {
        execute(connection, "DELETE FROM function WHERE id = ?", id);
    }

    static void count(Connection connection, long id, long times) throws SQLException {
        execute(connection, "UPDATE invocations SET number = number + ? WHERE function = ?", times, id);
    }

    /** Makes the tables contain exactly these functions. */
    static void restore(Connection connection, Map<Long, StoredFunction> functions)
            throws SQLException, InvalidProtocolBufferException {
        Map<Long, StoredFunction> found = read(connection);
        for (long id : found.keySet()) {
            if (!functions.containsKey(id)) {
                remove(connection, id);
            }
        }
        for (StoredFunction function : functions.values()) {
            StoredFunction other = found.get(function.id());
            if (!function.equals(other)) {
                put(connection, function);
                count(connection, function.id(), function.invocations() - (other == null ? 0 : other.invocations()));
            }
        }
    }

    /** The number of the last commit. */
    static long lastCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM last_commit")) {
            return rows.next() ? rows.getLong("number") : 0;
        }
    }

    static void setLastCommit(Connection connection, long number) throws SQLException {
        execute(connection, "MERGE INTO last_commit (id, number) KEY (id) VALUES (1, ?)", number);
    }

    private static void execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
