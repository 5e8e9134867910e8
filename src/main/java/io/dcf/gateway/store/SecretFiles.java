package io.dcf.gateway.store;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Secrets as the files of a directory, which only their owner can read. */
public final class SecretFiles implements SecretStore {

    private static final String NAME = "[a-zA-Z0-9]([-._a-zA-Z0-9]*[a-zA-Z0-9])?";

    private final @Nullable Path directory;

    /** @param directory created with the first secret; null if there is none */
    public SecretFiles(@Nullable Path directory) {
        this.directory = directory == null ? null : directory.toAbsolutePath();
    }

    /** The files of these secrets; refuses a secret that does not exist. */
    public List<Path> of(Collection<String> names) {
        return names.stream().distinct().map(this::required).toList();
    }

    /** Whether one of these secrets was written at this time or later. */
    public boolean changed(Collection<String> names, Instant since) {
        return directory != null
                && names.stream().map(directory::resolve).anyMatch(file -> isWrittenSince(file, since));
    }

    private static boolean isWrittenSince(Path file, Instant time) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(time);
        } catch (IOException e) {
            return false; // somebody has deleted it
        }
    }

    private Path required(String name) {
        if (directory == null) {
            throw missing(name, "the gateway has no directory for secrets");
        } else if (!exists(directory, name)) {
            throw missing(name, "'" + directory + "' has no file of this name");
        }
        return directory.resolve(name);
    }

    private static RuntimeException missing(String name, String reason) {
        return Refusal.with(Status.Code.INVALID_ARGUMENT, "secret '" + name + "' does not exist: " + reason);
    }

    private static boolean exists(Path directory, String name) {
        return name.matches(NAME) && Files.isRegularFile(directory.resolve(name));
    }

    @Override
    public List<String> names() {
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            Path parent = directory;
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> exists(parent, name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    @Override
    public synchronized void create(String name, ByteString value) {
        if (directory == null) {
            throw Refusal.with(
                    Status.Code.FAILED_PRECONDITION,
                    "the gateway has no directory for secrets: set bridge.embedded.docker.secrets or"
                            + " bridge.embedded.data-dir to a directory");
        } else if (Files.exists(directory.resolve(name))) {
            throw Refusal.secretExists(name);
        }
        write(directory, name, value);
    }

    @Override
    public synchronized void replace(String name, ByteString value) {
        write(holding(name), name, value);
    }

    @Override
    public synchronized void delete(String name) {
        Path parent = holding(name);
        try {
            Files.delete(parent.resolve(name));
        } catch (IOException e) {
            throw failed(parent, e);
        }
    }

    /** The directory, if it holds this secret. */
    private Path holding(String name) {
        if (directory == null || !exists(directory, name)) {
            throw Refusal.secretNotFound(name);
        }
        return directory;
    }

    /** Writes the value under another name, which readers ignore, so that the file is never incomplete. Its mode is 0600. */
    private static void write(Path directory, String name, ByteString value) {
        try {
            if (Files.notExists(directory)) {
                Files.createDirectories(directory);
                DataDirectory.restrict(directory, "rwx------");
            }
            Path file = Files.createTempFile(directory, ".", ".new");
            try {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = value.asReadOnlyByteBuffer();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed(directory, e);
        }
    }

    private static RuntimeException failed(Path directory, IOException cause) {
        WriteOutage outage = new WriteOutage(directory);
        outage.begin(cause);
        return outage.refusal();
    }
}
