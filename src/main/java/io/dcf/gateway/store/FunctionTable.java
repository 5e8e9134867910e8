package io.dcf.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.FunctionStore.Kept;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The SQL of the embedded gateway's database. */
final class FunctionTable {

    private static final String ALL =
            "SELECT id, definition, replicas, number FROM function JOIN invocations ON function = id";

    private FunctionTable() {}

    /** All deployments by their ids, the oldest first. */
    static Map<Long, Kept> read(Connection connection) throws SQLException, InvalidProtocolBufferException {
        Map<Long, Kept> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                long id = rows.getLong("id");
                CreateFunctionRequest definition = CreateFunctionRequest.parseFrom(rows.getBytes("definition"));
                all.put(id, new Kept(id, definition, rows.getLong("replicas"), rows.getLong("number")));
            }
        }
        return all;
    }

    /** Adds a deployment, or replaces its definition and replicas. */
    static void put(Connection connection, Kept function) throws SQLException {
        execute(
                connection,
                "MERGE INTO function (id, name, definition, replicas) KEY (id) VALUES (?, ?, ?, ?)",
                function.id(),
                function.definition().getService(),
                function.definition().toByteArray(),
                function.replicas());
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

    /** Makes the tables hold just these deployments. */
    static void restore(Connection connection, Map<Long, Kept> kept)
            throws SQLException, InvalidProtocolBufferException {
        Map<Long, Kept> found = read(connection);
        for (long id : found.keySet()) {
            if (!kept.containsKey(id)) {
                remove(connection, id);
            }
        }
        for (Kept function : kept.values()) {
            Kept other = found.get(function.id());
            if (!function.equals(other)) {
                put(connection, function);
                count(connection, function.id(), function.invocations() - (other == null ? 0 : other.invocations()));
            }
        }
    }

    /** The number that the last commit gave itself. */
    static long lastCommit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM last_commit")) {
            return rows.next() ? rows.getLong("number") : 0;
        }
    }

    static void setLastCommit(Connection connection, long number) throws SQLException {
        execute(connection, "MERGE INTO last_commit (id, number) KEY (id) VALUES (1, ?)", number);
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
