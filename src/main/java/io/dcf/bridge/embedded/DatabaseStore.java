package io.dcf.bridge.embedded;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps functions in a {@link DataDirectory}. */
final class DatabaseStore implements FunctionStore {

    private static final String ALL =
            "SELECT id, definition, replicas, number FROM function JOIN invocations ON function = id ORDER BY id";

    private final GroupCommit commits;
    private final List<Kept> found;
    private final AtomicLong lastId = new AtomicLong();

    /** Throws {@link DataDirectoryException} where the directory cannot be used. */
    DatabaseStore(Path directory) {
        Connection connection = DataDirectory.open(directory);
        commits = new GroupCommit(connection);
        try {
            found = read(connection);
        } catch (SQLException | InvalidProtocolBufferException e) {
            commits.close();
            throw DataDirectoryException.unreadable(directory, e);
        }
        found.forEach(kept -> lastId.set(kept.id()));
    }

    @Override
    public List<Kept> load() {
        return found;
    }

    @Override
    public Kept add(CreateFunctionRequest definition, long replicas) {
        long id = lastId.incrementAndGet();
        keep(connection -> {
            execute(
                    connection,
                    "INSERT INTO function (id, name, definition, replicas) VALUES (?, ?, ?, ?)",
                    id,
                    definition.getService(),
                    definition.toByteArray(),
                    replicas);
            execute(connection, "INSERT INTO invocations (function, number) VALUES (?, 0)", id);
        });
        return new Kept(id, definition, replicas, 0);
    }

    @Override
    public void change(long id, CreateFunctionRequest definition, long replicas) {
        keep(connection -> execute(
                connection,
                "UPDATE function SET definition = ?, replicas = ? WHERE id = ?",
                definition.toByteArray(),
                replicas,
                id));
    }

    @Override
    public void remove(long id) {
        keep(connection -> execute(connection, "DELETE FROM function WHERE id = ?", id));
    }

    @Override
    public CompletableFuture<Void> count(long id) {
        return commits.submit(new Count(id));
    }

    @Override
    public void check() {
        keep(connection -> {});
    }

    @Override
    public void close() {
        commits.close();
    }

    private interface Once {
        void apply(Connection connection) throws SQLException;
    }

    private void keep(Once change) {
        commits.submit((connection, times) -> change.apply(connection)).join();
    }

    /** Equal to others of the same function, so that a group counts them at once. */
    private record Count(long id) implements GroupCommit.Change {
        @Override
        public void apply(Connection connection, int times) throws SQLException {
            execute(connection, "UPDATE invocations SET number = number + ? WHERE function = ?", times, id);
        }
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private static List<Kept> read(Connection connection) throws SQLException, InvalidProtocolBufferException {
        List<Kept> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                all.add(new Kept(
                        rows.getLong("id"),
                        CreateFunctionRequest.parseFrom(rows.getBytes("definition")),
                        rows.getLong("replicas"),
                        rows.getLong("number")));
            }
        }
        return List.copyOf(all);
    }
}
