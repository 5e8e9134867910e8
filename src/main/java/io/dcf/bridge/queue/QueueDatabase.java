package io.dcf.bridge.queue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Opens the database of the queue: the one that the settings name, or H2 in the directory of the embedded gateway. */
@Component
public class QueueDatabase {

    private static final String H2 = "jdbc:h2:";
    private static final String FILE = "invocations";
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /**
     * A commit returns once it is written, and replaced chunks are retained, so that kills lose no commit
     * (docs/decisions/0008-embedded-database.md).
     */
    private static final String DURABLE = ";WRITE_DELAY=0;RETENTION_TIME=5000";

    /** The lock of the file is the operating system's, which frees it when the process is killed. */
    private static final String FILE_OPTIONS =
            DURABLE + ";FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;LOCK_TIMEOUT=10000";

    private static final String MEMORY = H2 + "mem:;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";

    private final AsyncProperties properties;
    private final @Nullable Path directory;
    private final boolean inMemory;

    public QueueDatabase(
            AsyncProperties properties, @Qualifier("gatewayDirectory") Optional<Path> directory, Environment settings) {
        this.properties = properties;
        this.directory = directory.orElse(null);
        this.inMemory = "memory".equals(settings.getProperty("bridge.embedded.data-dir"));
    }

    /** Whether it may hold invocations of an earlier run. */
    public boolean mayHoldInvocations() {
        return hasUrl() || directory != null && Files.exists(directory.resolve(FILE + ".mv.db"));
    }

    /** Where it is; null if the settings name no place for it. */
    @Nullable
    public String url() {
        String url = properties.url();
        if (hasUrl() && url != null) {
            return url.startsWith(H2) && !url.contains(";") ? url + FILE_OPTIONS : url;
        } else if (directory != null) {
            return H2 + "file:" + directory.resolve(FILE) + FILE_OPTIONS;
        }
        return inMemory ? MEMORY : null;
    }

    private boolean hasUrl() {
        return properties.url() != null && !properties.url().isBlank();
    }

    /** Creates the database if needed, and migrates it. */
    public HikariDataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("async");
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setJdbcUrl(url);
        config.setUsername(properties.username());
        config.setPassword(properties.password());
        if (url.equals(MEMORY)) {
            config.setJdbcUrl(url.replace("mem:", "mem:" + InvocationId.next()));
            config.setMaxLifetime(0); // the database lives as long as its connections
        }
        HikariDataSource database = new HikariDataSource(config);
        try {
            migrate(database);
            makePrivate();
            return database;
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    public static boolean isH2(String url) {
        return url.startsWith(H2);
    }

    private static void migrate(HikariDataSource database) {
        Flyway.configure(QueueDatabase.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/async")
                .table("async_schema")
                .baselineOnMigrate(true) // other tables may be in the same database
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** Lets only the user of the bridge read the inputs and outputs. */
    private void makePrivate() {
        if (hasUrl() || directory == null) {
            return;
        }
        Path file = directory.resolve(FILE + ".mv.db");
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            try {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            } catch (IOException e) {
                throw new IllegalStateException("Failed to make " + file + " private", e);
            }
        }
    }
}
