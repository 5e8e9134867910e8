package io.dcf.gateway.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/** A directory with a database in it, which one process at a time may open. */
public final class DataDirectory {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    /**
     * A commit is written when it returns, not some time later. What it replaces is kept for 5 s: H2 2.4.240 names the newest chunk of the file in
     * its header only after it has written the chunk, perhaps over the one that the header names. A kill in between loses the last commits.
     */
    private static final String DURABLE = ";WRITE_DELAY=0;RETENTION_TIME=5000";

    /** The operating system frees this lock whatever becomes of the process. */
    private static final String LOCKED = ";FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private DataDirectory() {}

    /** The directory that a setting means; throws {@link DataDirectoryException} where there can be none of that name. */
    public static Path of(@Nullable String setting) {
        String given = setting == null || setting.isBlank() ? state() : setting;
        String name = given.startsWith("~/") ? home() + given.substring(1) : given;
        if (name.contains(";")) {
            throw DataDirectoryException.noName(name, "its name has a ';'");
        }
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw DataDirectoryException.noName(name, e.getReason());
        }
    }

    /** By default. A relative one is to be ignored, says the XDG Base Directory Specification. */
    private static String state() {
        String state = Optional.ofNullable(System.getenv("XDG_STATE_HOME")).orElse("");
        return (state.startsWith("/") ? state : "~/.local/state") + "/dcf-bridge";
    }

    /** The JDK says {@code ?} where the user has none, such as a container's without an entry in passwd. */
    private static String home() {
        String home = System.getProperty("user.home", "?");
        if (home.isBlank() || home.equals("?")) {
            throw DataDirectoryException.noHome();
        }
        return home;
    }

    /** Makes it if need be, and brings the database in it up to date; throws {@link DataDirectoryException}. */
    public static Connection open(Path directory) {
        make(directory);
        Path database = directory.resolve("functions.mv.db");
        try {
            if (Files.notExists(database)) {
                create(directory, database);
            }
            restrict(database, "rw-------");
            return open(directory, "functions", true);
        } catch (IOException e) {
            throw DataDirectoryException.unwritable(directory, e);
        } catch (SQLException | FlywayException e) {
            throw failure(directory, e);
        }
    }

    /** H2 has no code for a full disk, and of a file that was cut off it says EOFException. */
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

    /** Made aside: H2 takes a file it finds nothing in for a new one, so the one in place must never be half made. */
    private static void create(Path directory, Path database) throws IOException, SQLException {
        open(directory, "new", false).close();
        restrict(directory.resolve("new.mv.db"), "rw-------");
        if (Files.notExists(database)) {
            Files.move(directory.resolve("new.mv.db"), database);
        }
    }

    private static Connection open(Path directory, String name, boolean made) throws SQLException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + directory.resolve(name) + DURABLE + LOCKED);
        Connection connection = database.getConnection();
        try {
            if (connection.isReadOnly()) {
                throw DataDirectoryException.unwritable(directory, null);
            }
            migrate(database, directory, made);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void migrate(JdbcDataSource database, Path directory, boolean made) {
        Flyway flyway = Flyway.configure(DataDirectory.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/embedded")
                .load();
        MigrationInfoService migrations = flyway.info();
        MigrationInfo current = migrations.current();
        if (current == null && made) {
            throw DataDirectoryException.unreadable(directory, new IOException("it has no tables"));
        } else if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
            throw DataDirectoryException.newer(directory);
        } else if (migrations.pending().length > 0) {
            flyway.migrate();
        }
    }

    /** Leaves a file to its owner alone; false where it is another user's, who alone may do that. */
    private static boolean restrict(Path file, String permissions) throws IOException {
        Set<PosixFilePermission> wanted = PosixFilePermissions.fromString(permissions);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || wanted.containsAll(view.readAttributes().permissions())) {
            return true;
        }
        try {
            view.setPermissions(wanted);
            return true;
        } catch (FileSystemException e) {
            return false;
        }
    }

    /** Only its owner may look into it: definitions hold credentials. */
    private static void make(Path directory) {
        try {
            Files.createDirectories(directory);
            if (!restrict(directory, "rwx------")) {
                log.warn(
                        "Others may look into {}, which is not this user's; only the files in it are made private",
                        directory);
            }
        } catch (FileAlreadyExistsException e) {
            throw DataDirectoryException.noDirectory(directory, e);
        } catch (IOException e) {
            throw DataDirectoryException.unwritable(directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw DataDirectoryException.unwritable(directory, null);
        }
    }
}
