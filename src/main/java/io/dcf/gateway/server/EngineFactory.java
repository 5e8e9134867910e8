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
import io.dcf.gateway.store.MemoryStore;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Creates the engine that the settings name, with its store. */
final class EngineFactory {

    private EngineFactory() {}

    /** Throws what stops the start: a directory, a container engine or a cluster that cannot be used. */
    static Engine create(EmbeddedProperties properties, FunctionClients clients, ThreadPoolTaskScheduler scheduler) {
        Optional<Path> directory = properties.directory();
        return switch (properties.engine()) {
            case PROCESS ->
                new LocalEngine(
                        store(directory), new ProcessHost(properties.addresses(), properties.allowRemote(), clients));
            case DOCKER -> {
                DockerHost host = new DockerHost(docker(properties, directory), clients);
                yield new LocalEngine(store(directory), host);
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
                properties.docker().secrets());
    }

    private static FunctionStore store(Optional<Path> directory) {
        return directory.<FunctionStore>map(DatabaseStore::new).orElseGet(MemoryStore::new);
    }
}
