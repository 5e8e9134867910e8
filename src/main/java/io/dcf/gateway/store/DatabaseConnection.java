package io.dcf.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection to the database in a {@link DataDirectory}, used by one thread. */
final class DatabaseConnection {

    private static final Logger log = LoggerFactory.getLogger(DatabaseConnection.class);

    private final Path directory;
    private @Nullable Connection connection;

    DatabaseConnection(Path directory) {
        this.directory = directory;
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Opens it unless it is open; throws {@link DataDirectoryException} if the directory cannot be used. */
    Connection open() {
        if (connection == null) {
            connection = EmbeddedDatabase.open(directory);
        }
        return connection;
    }

    /** Closes it without writing. */
    void abandon() {
        try (Connection broken = connection) {
            connection = null;
            if (broken != null) {
                broken.createStatement().execute("SHUTDOWN IMMEDIATELY");
            }
        } catch (SQLException e) {
            log.debug("The database was closed already", e);
        }
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
}
