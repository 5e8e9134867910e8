package io.dcf.bridge.embedded;

import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown where the embedded gateway cannot keep its functions in the directory it was given. */
final class DataDirectoryException extends RuntimeException {

    private static final String ELSEWHERE = "give this gateway another directory with --bridge.embedded.data-dir=...,"
            + " or --bridge.embedded.data-dir=memory, which keeps nothing.";

    private final transient Path directory;
    private final String remedy;

    private DataDirectoryException(Path directory, String reason, String remedy, @Nullable Exception cause) {
        super(reason, cause);
        this.directory = directory;
        this.remedy = remedy;
    }

    static DataDirectoryException taken(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory, "it is already used by another process", "Stop that process, or " + ELSEWHERE, cause);
    }

    static DataDirectoryException noDirectory(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory, "there is a file where a directory should be", "Move that file, or " + ELSEWHERE, cause);
    }

    static DataDirectoryException unwritable(Path directory, @Nullable Exception cause) {
        return new DataDirectoryException(
                directory, "it cannot be written to", "Let this user write there, or " + ELSEWHERE, cause);
    }

    static DataDirectoryException newer(Path directory) {
        return new DataDirectoryException(
                directory,
                "a newer version of the bridge has written it",
                "Run that version or a later one, or " + ELSEWHERE,
                null);
    }

    static DataDirectoryException olderThanItWas(Path directory) {
        return new DataDirectoryException(
                directory,
                "functions.mv.db lacks what was written last: it was cut off, or is an older copy",
                "Put functions.mv.db and " + CommitMark.FILE + " back from a copy, or remove " + CommitMark.FILE
                        + " to go on with the functions that are left, or " + ELSEWHERE,
                null);
    }

    static DataDirectoryException unreadable(Path directory, Exception cause) {
        return new DataDirectoryException(
                directory,
                "what is in it cannot be read: it is damaged, or a later version of the bridge has written it ("
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + ")",
                "Put its files back from a copy, or move them away to start with no functions, or " + ELSEWHERE,
                cause);
    }

    /** Tells the one who started the process what to do about it. */
    static final class Analyzer extends AbstractFailureAnalyzer<DataDirectoryException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, DataDirectoryException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                    The embedded gateway cannot keep its functions there: %s.

                        Setting: bridge.embedded.data-dir
                        Value:   %s""", failure.getMessage(), failure.directory), failure.remedy, failure);
        }
    }
}
