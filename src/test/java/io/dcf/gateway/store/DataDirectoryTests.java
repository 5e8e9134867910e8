package io.dcf.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dcf.gateway.server.KilledGateway;
import io.dcf.gateway.server.RunningGateway;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class DataDirectoryTests {

    @TempDir
    private Path parent;

    @Test
    void isInTheUsersStateUnlessSaidOtherwise() {
        String home = System.getProperty("user.home");
        assertThat(DataDirectory.of(null)).isAbsolute().hasFileName("dcf-bridge");
        assertThat(DataDirectory.of("")).isEqualTo(DataDirectory.of(null));
        assertThat(DataDirectory.of("~/functions")).isEqualTo(Path.of(home, "functions"));
        assertThat(DataDirectory.of("functions")).isEqualTo(Path.of("functions").toAbsolutePath());
    }

    @Test
    void isNotBelowAHomeThatTheUserLacks() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", "?");
        try {
            assertRefused(() -> DataDirectory.of("~/functions"), "~/", "no home directory", "XDG_STATE_HOME");
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void hasANameThatThereCanBe() {
        String home = System.getProperty("user.home");
        System.setProperty("user.home", "/home/a;b");
        try {
            assertRefused(() -> DataDirectory.of("~/f"), "/home/a;b/f", "its name has a ';'", "--bridge.embedded");
        } finally {
            System.setProperty("user.home", home);
        }
        assertRefused(() -> DataDirectory.of("/a\0b"), "/a\0b", "can be no directory", "LC_ALL=C.UTF-8");
    }

    @Test
    void isNotCalledDamagedForEachError() throws Exception {
        assertRefused(
                () -> EmbeddedDatabase.open(Path.of("target/relative")),
                "target/relative",
                "cannot be opened",
                "Remove");
    }

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        Path directory = parent.resolve("a/b c/functions");
        EmbeddedDatabase.open(directory).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(directory).isDirectoryContaining("glob:**/functions.mv.db");
    }

    @Test
    void closesToOthersWhatIsThere() throws Exception {
        EmbeddedDatabase.open(parent).close();
        Path file = parent.resolve("functions.mv.db");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        EmbeddedDatabase.open(parent).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** H2 opens such a file with what the first half of it happened to hold. */
    @Test
    void refusesHalfAFile() throws Exception {
        Path cut = Files.createDirectory(parent.resolve("cut"));
        try (DatabaseStore store = new DatabaseStore(parent)) {
            for (int i = 0; i < 100; i++) {
                store.add(RunningGateway.definition("f" + i, "builtin/echo").build(), 1, Instant.now());
            }
            byte[] whole = Files.readAllBytes(parent.resolve("functions.mv.db"));
            Files.write(cut.resolve("functions.mv.db"), Arrays.copyOf(whole, whole.length / 2));
            Files.copy(parent.resolve("functions.commit"), cut.resolve("functions.commit"));
        }
        assertRefused(
                () -> new DatabaseStore(cut), cut.toString(), "lacks the last commits", "remove functions.commit");
        Files.delete(cut.resolve("functions.commit"));
        try (DatabaseStore store = new DatabaseStore(cut)) {
            assertThat(store.load()).isNotEmpty().hasSizeLessThan(100);
        }
    }

    @Test
    void opensAgain() throws Exception {
        EmbeddedDatabase.open(parent).close();
        EmbeddedDatabase.open(parent).close();
    }

    @Test
    void goesOnWhereItWasHalfMade() throws Exception {
        EmbeddedDatabase.open(parent).close();
        Files.move(parent.resolve("functions.mv.db"), parent.resolve("new.mv.db"));
        EmbeddedDatabase.open(parent).close();
        assertThat(parent).isDirectoryNotContaining("glob:**/new.mv.db");
    }

    @Test
    void isUsedByOneProcessAtATime() throws Exception {
        KilledGateway other = new KilledGateway(parent);
        other.port();
        assertRefused(parent, "already used by another process", "Stop that process");
        other.kill();
        EmbeddedDatabase.open(parent).close();
    }

    @Test
    void refusesAFile() throws IOException {
        assertRefused(Files.createFile(parent.resolve("file")), "a file where a directory should be", "Move that file");
    }

    @Test
    void refusesWhatCannotBeWritten() {
        assertRefused(Path.of("/proc/functions"), "cannot be written to", "Let this user write there");
    }

    @Test
    void refusesDamage() throws Exception {
        EmbeddedDatabase.open(parent).close();
        Path file = parent.resolve("functions.mv.db");
        byte[] noise = new byte[(int) Files.size(file)];
        new Random(1).nextBytes(noise);
        Files.write(file, noise);
        assertRefused(parent, "cannot be read", "Restore its files from a backup");
    }

    @Test
    void refusesDamageBehindTheHeader() throws Exception {
        EmbeddedDatabase.open(parent).close();
        try (RandomAccessFile file =
                new RandomAccessFile(parent.resolve("functions.mv.db").toFile(), "rw")) {
            file.seek(8192);
            file.write(new byte[(int) file.length() - 8192]);
        }
        assertRefused(parent, "cannot be read", "Restore its files from a backup");
    }

    @Test
    void refusesWhatANewerVersionHasWritten() throws Exception {
        try (Connection connection = EmbeddedDatabase.open(parent)) {
            connection
                    .createStatement()
                    .execute(
                            "INSERT INTO \"flyway_schema_history\" SELECT 1000, '1000', \"description\", \"type\", \"script\","
                                    + " \"checksum\", \"installed_by\", \"installed_on\", \"execution_time\", \"success\""
                                    + " FROM \"flyway_schema_history\" WHERE \"version\" = '1'");
            connection.commit();
        }
        assertRefused(parent, "a newer version of the bridge has written it", "Run that version or a later one");
    }

    @Test
    void refusesADefinitionThatIsNone() throws Exception {
        try (Connection connection = EmbeddedDatabase.open(parent)) {
            connection.createStatement().execute("INSERT INTO function VALUES (1, 'a', X'FF', 1, NULL)");
            connection.createStatement().execute("INSERT INTO invocations VALUES (1, 0)");
            connection.commit();
        }
        assertThat(catchThrowableOfType(DataDirectoryException.class, () -> new DatabaseStore(parent)))
                .hasMessageContaining("cannot be read");
        EmbeddedDatabase.open(parent).close();
    }

    private static void assertRefused(Path directory, String reason, String remedy) {
        assertRefused(() -> EmbeddedDatabase.open(directory), directory.toString(), reason, remedy);
    }

    private static void assertRefused(ThrowingCallable use, String directory, String reason, String remedy) {
        DataDirectoryException failure = catchThrowableOfType(DataDirectoryException.class, use);
        FailureAnalysis analysis =
                new DataDirectoryException.Analyzer().analyze(new BeanCreationException("gateway", failure));
        assertThat(analysis.getDescription())
                .contains(reason, "Setting: bridge.embedded.data-dir", "Value:   " + directory)
                .satisfies(text -> assertThat(text.contains("damaged")).isEqualTo(reason.equals("cannot be read")));
        assertThat(analysis.getAction()).contains(remedy, "--bridge.embedded.data-dir=memory");
    }
}
