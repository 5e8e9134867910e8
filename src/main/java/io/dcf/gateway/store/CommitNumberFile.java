package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A file beside the database with the number of the last commit, written after the commit. It detects a database that lost commits: H2
 * opens a truncated file in an older state, whose number is then smaller. The file is not synced, since an older number is harmless.
 */
final class CommitNumberFile {

    static final String FILE = "functions.commit";

    private CommitNumberFile() {}

    /** 0 if there is no number. */
    static long read(Path directory) throws IOException {
        try {
            String text = Files.readString(directory.resolve(FILE)).strip();
            return text.matches("[0-9]{19}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Overwrites it in place with the same length, which works on a full disk. */
    static void write(Path directory, long number) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                String.format(Locale.ROOT, "%019d%n", number),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
