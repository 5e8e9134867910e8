package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.h2.jdbcx.JdbcDataSource;

/** Migrates the tables of the embedded database with Flyway. */
final class DatabaseMigration {

    private DatabaseMigration() {}

    /** @param exists whether the database must have tables already; throws {@link DataDirectoryException} */
    static void run(JdbcDataSource database, Path directory, boolean exists) {
        Flyway flyway = Flyway.configure(DatabaseMigration.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/embedded")
                .load();
        MigrationInfoService migrations = flyway.info();
        MigrationInfo current = migrations.current();
        if (current == null && exists) {
            throw DataDirectoryException.unreadable(directory, new IOException("it has no tables"));
        } else if (current != null && current.getState() == MigrationState.FUTURE_SUCCESS) {
            throw DataDirectoryException.newer(directory);
        } else if (migrations.pending().length > 0) {
            flyway.migrate();
        }
    }
}
