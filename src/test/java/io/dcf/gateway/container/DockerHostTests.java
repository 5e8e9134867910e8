package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.StandInEngine;
import io.dcf.gateway.engine.LocalEngine;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.store.DatabaseStore;
import io.dcf.gateway.store.SecretFiles;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DockerHostTests {

    @RegisterExtension
    final StandInEngine engine = new StandInEngine();

    /** The engine process takes any protocol. */
    @Test
    void startsWithFunctionsThatAnotherEngineHasTaken(@TempDir Path directory) {
        engine.image("hello", "hello");
        try (DatabaseStore store = new DatabaseStore(directory)) {
            store.add(
                    definition("wrong")
                            .putAnnotations("dcf.io/protocol", "smtp")
                            .build(),
                    1,
                    Instant.now());
            store.add(definition("right").build(), 1, Instant.now());
        }
        DockerSettings settings = new DockerSettings("test", engine.address(), Protocol.HTTP, new SecretFiles(null));
        try (FunctionClients clients = new FunctionClients();
                LocalEngine local = new LocalEngine(
                        new DatabaseStore(directory), new DockerHost(settings, clients), settings.secrets())) {
            await().untilAsserted(() -> assertThat(local.get("wrong").unavailability())
                    .hasValueSatisfying(cause -> assertThat(cause.reason())
                            .isEqualTo("annotation dcf.io/protocol must be http or fxwatcher, not 'smtp'")));
            await().untilAsserted(() ->
                    assertThat(local.get("right").availableReplicas()).isEqualTo(1));
        }
    }

    private static CreateFunctionRequest.Builder definition(String name) {
        return CreateFunctionRequest.newBuilder().setService(name).setImage("hello");
    }
}
