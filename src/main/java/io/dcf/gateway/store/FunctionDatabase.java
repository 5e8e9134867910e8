package io.dcf.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database in a {@link DataDirectory}, used by one thread. H2 closes itself after a failed write, such as on a full disk; the next
 * write opens it again and restores what it lacks.
 */
final class FunctionDatabase {

    private static final Logger log = LoggerFactory.getLogger(FunctionDatabase.class);

    private final Path directory;
    /** What the database must contain: all acknowledged changes, and counts that were deferred. */
    private final Map<Long, StoredFunction> functions = new TreeMap<>();

    private @Nullable Connection connection;
    private long commits;

    /** Throws {@link DataDirectoryException} if the directory cannot be used. */
    FunctionDatabase(Path directory) {
        this.directory = directory;
        Connection opened = EmbeddedDatabase.open(directory);
        connection = opened;
        try {
            functions.putAll(FunctionTable.read(opened));
            commits = FunctionTable.lastCommit(opened);
            if (CommitNumberFile.read(directory) > commits) {
                throw DataDirectoryException.lostCommits(directory);
            }
        } catch (SQLException e) {
            abandon();
            throw DataDirectoryException.of(directory, e);
        } catch (IOException e) {
            abandon();
            throw DataDirectoryException.unreadable(directory, e);
        } catch (DataDirectoryException e) {
            abandon();
            throw e;
        }
    }

    Path directory() {
        return directory;
    }

    List<StoredFunction> functions() {
        return List.copyOf(functions.values());
    }

    /** Writes each change with its number. All of them are on the disk when it returns, and none if it throws. */
    void write(Map<Change, Integer> changes) throws SQLException, IOException {
        try {
            Connection open = connected();
            for (Map.Entry<Change, Integer> change : changes.entrySet()) {
                change.getKey().write(open, change.getValue());
            }
            commit(open);
        } catch (SQLException | IOException | RuntimeException e) {
            abandon();
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
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.error("Failed to close the database of the embedded gateway", e);
        }
    }

    private Connection connected() throws SQLException, InvalidProtocolBufferException {
        if (connection == null) {
            Connection opened = EmbeddedDatabase.open(directory);
            connection = opened;
            FunctionTable.restore(opened, functions);
        }
        return connection;
    }

    private void commit(Connection open) throws SQLException, IOException {
        commits++;
        FunctionTable.setLastCommit(open, commits);
        open.commit();
        try (Statement statement = open.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
        CommitNumberFile.write(directory, commits);
    }

    /** Closes it without writing. */
    private void abandon() {
        try (Connection broken = connection) {
            connection = null;
            if (broken != null) {
                broken.createStatement().execute("SHUTDOWN IMMEDIATELY");
            }
        } catch (SQLException e) {
            log.debug("The database was closed already", e);
        }
    }
}
