package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown if the embedded gateway cannot store functions in its directory. */
public final class DataDirectoryException extends RuntimeException {

    private static final String ELSEWHERE =
            ", or give this gateway another directory with --bridge.embedded.data-dir=...,"
                    + " or --bridge.embedded.data-dir=memory, which stores nothing.";

    private final String directory;
    private final String remedy;

    private DataDirectoryException(Object directory, String reason, String remedy, @Nullable Exception cause) {
        super(reason, cause);
        this.directory = directory.toString();
        this.remedy = remedy + ELSEWHERE;
    }

    /** The exception for an error of the database. */
    static DataDirectoryException of(Path directory, SQLException cause) {
        return switch (cause.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> taken(directory, cause);
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1 ->
                unreadable(directory, cause);
            default ->
                new DataDirectoryException(
                        directory,
                        "its database cannot be opened (" + firstLine(cause) + ")",
                        "Remove the cause",
                        cause);
        };
    }

    static DataDirectoryException noHome() {
        return new DataDirectoryException(
                "~/.local/state/dcf-bridge",
                "this user has no home directory",
                "Set XDG_STATE_HOME to an absolute path",
                null);
    }

    static DataDirectoryException noName(String directory, String reason) {
        return new DataDirectoryException(
                directory,
                "there can be no directory of this name (" + reason + ")",
                "Name it in characters that the locale can write, which LC_ALL=C.UTF-8 widens",
                null);
    }

    static DataDirectoryException taken(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory, "it is already used by another process", "Stop that process", cause);
    }

    static DataDirectoryException noDirectory(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory, "there is a file where a directory should be", "Move that file", cause);
    }

    static DataDirectoryException unwritable(Path directory, @Nullable Exception cause) {
        return new DataDirectoryException(directory, "it cannot be written to", "Let this user write there", cause);
    }

    static DataDirectoryException full(Path directory, IOException cause) {
        return new DataDirectoryException(
                directory, "writing to it failed: " + cause.getMessage(), "Free space on its disk", cause);
    }

    static DataDirectoryException newer(Path directory) {
        return new DataDirectoryException(
                directory, "a newer version of the bridge has written it", "Run that version or a later one", null);
    }

    static DataDirectoryException lostCommits(Path directory) {
        return new DataDirectoryException(
                directory,
                "functions.mv.db lacks the last commits: it was truncated, or is an older copy",
                "Restore functions.mv.db and " + CommitNumber.FILE + " from a backup, or remove " + CommitNumber.FILE
                        + " to continue with the functions that are left",
                null);
    }

    static DataDirectoryException unreadable(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory,
                "its content cannot be read: it is damaged, or a later version of the bridge has written it ("
                        + firstLine(cause) + ")",
                "Restore its files from a backup, or move them away to start without functions",
                cause);
    }

    private static String firstLine(Exception cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Explains the failure at start. */
    static final class Analyzer extends AbstractFailureAnalyzer<DataDirectoryException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, DataDirectoryException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                        The embedded gateway cannot store its functions: %s.

                            Setting: bridge.embedded.data-dir
                            Value:   %s\
                        """, failure.getMessage(), failure.directory), failure.remedy, failure);
        }
    }
}
