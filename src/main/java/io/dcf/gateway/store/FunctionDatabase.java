package io.dcf.gateway.store;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.store.FunctionStore.Kept;
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
 * The database in a {@link DataDirectory}, used by one thread. H2 closes it at the first failure to write, such as where the disk is full; it is
 * then opened again, and given what it lacks.
 */
final class FunctionDatabase {

    private static final Logger log = LoggerFactory.getLogger(FunctionDatabase.class);

    private final Path directory;
    /** What has to be in the database: all that was acknowledged, and counts that wait to be written. */
    private final Map<Long, Kept> kept = new TreeMap<>();

    private @Nullable Connection connection;
    private long commits;

    /** Throws {@link DataDirectoryException} where the directory cannot be used. */
    FunctionDatabase(Path directory) {
        this.directory = directory;
        Connection opened = DataDirectory.open(directory);
        connection = opened;
        try {
            kept.putAll(FunctionTable.read(opened));
            commits = FunctionTable.lastCommit(opened);
            if (CommitNumberFile.read(directory) > commits) {
                throw DataDirectoryException.olderThanItWas(directory);
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

    List<Kept> kept() {
        return List.copyOf(kept.values());
    }

    /** Writes the changes, each so many times; they are on the disk when it returns, and none of them counts where it throws. */
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
        changes.forEach((change, times) -> change.note(kept, times));
    }

    /** Keeps those that can wait in memory, for the next time that the database is opened. */
    void postpone(Map<Change, Integer> changes) {
        changes.forEach((change, times) -> {
            if (change.canWait()) {
                change.note(kept, times);
            }
        });
    }

    void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            log.error("The embedded gateway's database does not close", e);
        }
    }

    private Connection connected() throws SQLException, InvalidProtocolBufferException {
        if (connection == null) {
            Connection opened = DataDirectory.open(directory);
            connection = opened;
            FunctionTable.restore(opened, kept);
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

    /** Closes it without writing anything. */
    private void abandon() {
        try (Connection broken = connection) {
            connection = null;
            if (broken != null) {
                broken.createStatement().execute("SHUTDOWN IMMEDIATELY");
            }
        } catch (SQLException e) {
            log.debug("The database had closed itself", e);
        }
    }
}
