package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The number of the last commit, in the database and in a file beside it, which is written after the commit. It detects a database that
 * lost commits: H2 opens a truncated file in an older state, whose number is then smaller. The file is not synced, since an older number
 * is harmless.
 */
final class CommitNumber {

    static final String FILE = "functions.commit";

    private final Path directory;
    private long number;

    CommitNumber(Path directory) {
        this.directory = directory;
    }

    /** Reads it; throws {@link DataDirectoryException} if the database lost commits. */
    void read(Connection connection) throws SQLException, IOException {
        number = FunctionTable.lastCommit(connection);
        if (inFile() > number) {
            throw DataDirectoryException.lostCommits(directory);
        }
    }

    /** Commits, with the next number. The commit is on the disk when this returns. */
    void commit(Connection connection) throws SQLException, IOException {
        number++;
        FunctionTable.setLastCommit(connection, number);
        connection.commit();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
        write();
    }

    /** 0 if there is no number. */
    private long inFile() throws IOException {
        try {
            String text = Files.readString(directory.resolve(FILE)).strip();
            return text.matches("[0-9]{19}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Overwrites the file in place with the same length, which works on a full disk. */
    private void write() throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                String.format(Locale.ROOT, "%019d%n", number),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
