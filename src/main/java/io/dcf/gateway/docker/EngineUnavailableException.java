package io.dcf.gateway.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Thrown at start if no container engine can be used. */
public final class EngineUnavailableException extends RuntimeException {

    private static final String ELSEWHERE =
            " DOCKER_HOST, or bridge.embedded.docker.host, names another engine of this machine;"
                    + " --bridge.embedded.engine=process runs no containers.";

    private final String host;
    private final String fix;

    private EngineUnavailableException(URI host, String problem, String fix, @Nullable Exception cause) {
        super(problem, cause);
        this.host = host.toString();
        this.fix = fix + ELSEWHERE;
    }

    /** The engine must be on this machine, since functions are called here. */
    static EngineUnavailableException remote(URI host) {
        return new EngineUnavailableException(
                host,
                "it is not an engine of this machine, which needs an address unix:///path or tcp://localhost:port",
                "Start a container engine on this machine.",
                null);
    }

    static EngineUnavailableException unreachable(URI host, Exception cause) {
        Path socket = Path.of(host.getPath().isEmpty() ? "/" : host.getPath());
        boolean local = host.getScheme().equals("unix");
        if (local && !Files.exists(socket)) {
            return new EngineUnavailableException(
                    host,
                    "there is no such socket",
                    "Install a container engine, such as Docker, and start it.",
                    cause);
        }
        if (local && !Files.isWritable(socket)) {
            return new EngineUnavailableException(
                    host,
                    "this user has no permission for the socket",
                    "Add the user to the group that owns it, as in: sudo usermod -aG docker $USER, and log in again.",
                    cause);
        }
        return new EngineUnavailableException(
                host,
                "it does not answer (" + EngineFailures.sentence(cause) + ")",
                "Start the container engine, as in: sudo systemctl start docker.",
                cause);
    }

    /** Explains the failure at start. */
    static final class Analyzer extends AbstractFailureAnalyzer<EngineUnavailableException> {
        @Override
        protected FailureAnalysis analyze(Throwable root, EngineUnavailableException failure) {
            return new FailureAnalysis(
                    String.format(Locale.ROOT, """
                    The embedded gateway cannot use the container engine: %s.

                        Setting: bridge.embedded.engine
                        Value:   docker
                        Engine:  %s""", failure.getMessage(), failure.host), failure.fix, failure);
        }
    }
}
