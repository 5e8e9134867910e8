package io.dcf.gateway.server;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.container.DockerHost;
import io.dcf.gateway.container.DockerSettings;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.engine.LocalEngine;
import io.dcf.gateway.engine.ProcessHost;
import io.dcf.gateway.kubernetes.KubernetesEngine;
import io.dcf.gateway.store.DatabaseStore;
import io.dcf.gateway.store.FunctionStore;
import io.dcf.gateway.store.MemorySecrets;
import io.dcf.gateway.store.MemoryStore;
import io.dcf.gateway.store.SecretFiles;
import io.dcf.gateway.store.SecretStore;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Creates the engine that the settings name, with its store. */
final class EngineFactory {

    /** The folder with the secrets in a gateway's directory. */
    private static final String SECRETS = "secrets";

    private EngineFactory() {}

    /** Throws what stops the start: a directory, a container engine or a cluster that cannot be used. */
    static Engine create(EmbeddedProperties properties, FunctionClients clients, ThreadPoolTaskScheduler scheduler) {
        Optional<Path> directory = properties.directory();
        return switch (properties.engine()) {
            case PROCESS ->
                new LocalEngine(
                        store(directory),
                        new ProcessHost(properties.addresses(), properties.allowRemote(), clients),
                        directory
                                .<SecretStore>map(path -> new SecretFiles(path.resolve(SECRETS)))
                                .orElseGet(MemorySecrets::new));
            case DOCKER -> {
                DockerSettings settings = docker(properties, directory);
                DockerHost host = new DockerHost(settings, clients);
                yield new LocalEngine(store(directory), host, settings.secrets());
            }
            case KUBERNETES ->
                new KubernetesEngine(properties.kubernetes().settings(properties.protocol()), clients, scheduler);
        };
    }

    /** A directory identifies its gateway, since only one process at a time may use it; without a directory, the port does. */
    private static DockerSettings docker(EmbeddedProperties properties, Optional<Path> directory) {
        return new DockerSettings(
                directory.map(path -> path.toAbsolutePath().toString()).orElse("memory:" + properties.port()),
                properties.docker().host(),
                properties.protocol(),
                secrets(properties.docker(), directory));
    }

    private static SecretFiles secrets(DockerProperties docker, Optional<Path> directory) {
        return new SecretFiles(
                docker.secrets().isEmpty()
                        ? directory.map(path -> path.resolve(SECRETS)).orElse(null)
                        : Path.of(docker.secrets()));
    }

    private static FunctionStore store(Optional<Path> directory) {
        return directory.<FunctionStore>map(DatabaseStore::new).orElseGet(MemoryStore::new);
    }
}
