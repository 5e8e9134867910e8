package io.dcf.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The database in a {@link DataDirectory}, used by one thread. H2 closes itself after a failed write, such as on a full disk; the next
 * write opens it again and restores what it lacks.
 */
final class FunctionDatabase {

    private final DatabaseConnection connection;
    private final CommitNumber commits;

    /** What the database must contain: all acknowledged changes, and counts that were deferred. */
    private final Map<Long, StoredFunction> functions = new TreeMap<>();

    /** Throws {@link DataDirectoryException} if the directory cannot be used. */
    FunctionDatabase(Path directory) {
        connection = new DatabaseConnection(directory);
        commits = new CommitNumber(directory);
        Connection opened = connection.open();
        try {
            functions.putAll(FunctionTable.read(opened));
            commits.read(opened);
        } catch (SQLException e) {
            connection.abandon();
            throw DataDirectoryException.of(directory, e);
        } catch (IOException e) {
            connection.abandon();
            throw DataDirectoryException.unreadable(directory, e);
        } catch (DataDirectoryException e) {
            connection.abandon();
            throw e;
        }
    }

    List<StoredFunction> functions() {
        return List.copyOf(functions.values());
    }

    /** Writes each change with its number. All of them are on the disk when it returns, and none if it throws. */
    void write(Map<Change, Integer> changes) throws SQLException, IOException {
        try {
            Connection open = restored();
            for (Map.Entry<Change, Integer> change : changes.entrySet()) {
                change.getKey().write(open, change.getValue());
            }
            commits.commit(open);
        } catch (SQLException | IOException | RuntimeException e) {
            connection.abandon();
            throw e;
        }
        changes.forEach((change, times) -> change.apply(functions, times));
    }

    /** Applies the deferrable changes in memory only; they are written when the database is opened again. */
    void defer(Map<Change, Integer> changes) {
        changes.forEach((change, times) -> {
            if (change.isDeferrable()) {
                change.apply(functions, times);
            }
        });
    }

    void close() {
        connection.close();
    }

    /** The connection; if it was abandoned, it is opened again, and the database gets what it lacks. */
    private Connection restored() throws SQLException, InvalidProtocolBufferException {
        boolean complete = connection.isOpen();
        Connection open = connection.open();
        if (!complete) {
            FunctionTable.restore(open, functions);
        }
        return open;
    }
}
