package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * The number of the last commit, in a file beside the database and written after it. H2 opens a file that was cut off as it was some commits
 * before; this number is then the greater one. It is not synced to the disk: an older number does no harm.
 */
final class CommitNumberFile {

    static final String FILE = "functions.commit";

    private CommitNumberFile() {}

    /** 0 where there is none. */
    static long read(Path directory) throws IOException {
        try {
            String text = Files.readString(directory.resolve(FILE)).strip();
            return text.matches("[0-9]{19}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Always of the same length, and in place, so that a full disk takes it. */
    static void write(Path directory, long number) throws IOException {
        Files.writeString(
                directory.resolve(FILE),
                String.format(Locale.ROOT, "%019d%n", number),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }
}
