package io.dcf.gateway.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.core.NestedExceptionUtils;

/** Opens the H2 database in a {@link DataDirectory}, which one process at a time may use. */
final class EmbeddedDatabase {

    /**
     * A commit returns once it is written. Replaced chunks are retained for 5 s: H2 2.4.240 writes a new chunk, perhaps over the one that its
     * file header names, before it updates the header, so that a kill in between loses the last commits.
     */
    private static final String DURABLE = ";WRITE_DELAY=0;RETENTION_TIME=5000";

    /** A lock of the operating system, which also frees it when the process is killed. */
    private static final String LOCKED = ";FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private EmbeddedDatabase() {}

    /** Creates directory and database if needed, and migrates the database; throws {@link DataDirectoryException}. */
    static Connection open(Path directory) {
        DataDirectory.create(directory);
        Path database = directory.resolve("functions.mv.db");
        try {
            if (Files.notExists(database)) {
                create(directory, database);
            }
            DataDirectory.restrict(database, "rw-------");
            return open(directory, "functions", true);
        } catch (IOException e) {
            throw DataDirectoryException.unwritable(directory, e);
        } catch (SQLException | FlywayException e) {
            throw failure(directory, e);
        }
    }

    /** H2 has no error code for a full disk; for a truncated file its cause is an EOFException. */
    private static DataDirectoryException failure(Path directory, Exception thrown) {
        Throwable sql = thrown instanceof FlywayException ? thrown.getCause() : thrown;
        if (!(sql instanceof SQLException refused)) {
            return DataDirectoryException.unreadable(directory, thrown);
        }
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(refused);
        boolean taken = refused.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
        return !taken && cause instanceof IOException failed && !(cause instanceof EOFException)
                ? DataDirectoryException.full(directory, failed)
                : DataDirectoryException.of(directory, refused);
    }

    /** Creates it under another name: H2 takes an empty file for a new database, so the real file must never be incomplete. */
    private static void create(Path directory, Path database) throws IOException, SQLException {
        open(directory, "new", false).close();
        DataDirectory.restrict(directory.resolve("new.mv.db"), "rw-------");
        if (Files.notExists(database)) {
            Files.move(directory.resolve("new.mv.db"), database);
        }
    }

    private static Connection open(Path directory, String name, boolean exists) throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + directory.resolve(name) + DURABLE + LOCKED);
        Connection connection = database.getConnection();
        try {
            if (connection.isReadOnly()) {
                throw DataDirectoryException.unwritable(directory, null);
            }
            DatabaseMigration.run(database, directory, exists);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
