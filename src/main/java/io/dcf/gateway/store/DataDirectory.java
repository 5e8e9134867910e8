package io.dcf.gateway.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that holds the embedded gateway's database. */
public final class DataDirectory {

    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);

    private DataDirectory() {}

    /** The directory that a setting names; throws {@link DataDirectoryException} if the name is not valid. */
    public static Path of(@Nullable String setting) {
        String given = setting == null || setting.isBlank() ? stateDirectory() : setting;
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

    /** The default. A relative path is ignored, as the XDG Base Directory Specification demands. */
    private static String stateDirectory() {
        String state = Optional.ofNullable(System.getenv("XDG_STATE_HOME")).orElse("");
        return (state.startsWith("/") ? state : "~/.local/state") + "/dcf-bridge";
    }

    /** The JDK returns {@code ?} for a user without a home directory, such as a container's that is not in passwd. */
    private static String home() {
        String home = System.getProperty("user.home", "?");
        if (home.isBlank() || home.equals("?")) {
            throw DataDirectoryException.noHome();
        }
        return home;
    }

    /** Removes the permissions of other users; returns false if the file is another user's. */
    static boolean restrict(Path file, String permissions) throws IOException {
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

    /** Creates it if needed, and makes it private: definitions contain credentials. */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
            if (!restrict(directory, "rwx------")) {
                log.warn(
                        "Other users may read {}, which this user does not own; only the files in it are made private",
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
