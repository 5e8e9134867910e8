package io.dcf.gateway.docker;

import io.dcf.gateway.call.Refusal;
import io.grpc.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** The directory whose files are the secrets that functions may name; an empty name means no secrets. */
record SecretFiles(String directory) {

    private static final String NAME = "[a-zA-Z0-9]([-._a-zA-Z0-9]*[a-zA-Z0-9])?";

    /** The files of these secrets; refuses a secret that does not exist. */
    List<Path> of(Collection<String> names) {
        return names.stream().distinct().map(this::file).toList();
    }

    private Path file(String name) {
        if (directory.isEmpty()) {
            throw missing(name, "set bridge.embedded.docker.secrets to the directory that holds it");
        }
        Path file = Path.of(directory).toAbsolutePath().resolve(name);
        if (!name.matches(NAME) || !Files.isRegularFile(file)) {
            throw missing(name, "the directory of bridge.embedded.docker.secrets has no file of this name");
        }
        return file;
    }

    private static RuntimeException missing(String name, String reason) {
        return Refusal.with(Status.Code.INVALID_ARGUMENT, "secret '" + name + "' does not exist: " + reason);
    }
}
