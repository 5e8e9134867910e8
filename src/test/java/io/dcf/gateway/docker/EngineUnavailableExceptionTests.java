package io.dcf.gateway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class EngineUnavailableExceptionTests {

    @Test
    void saysThatThereIsNoSocket(@TempDir Path directory) {
        FailureAnalysis analysis = analysis("unix://" + directory.resolve("docker.sock"));
        assertThat(analysis.getDescription())
                .contains("there is no such socket", "Setting: bridge.embedded.engine", "docker.sock");
        assertThat(analysis.getAction())
                .contains("Install a container engine", "DOCKER_HOST", "--bridge.embedded.engine=process");
    }

    @Test
    void saysThatNothingAnswersAtTheSocket(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("docker.sock"));
        FailureAnalysis analysis = analysis("unix://" + file);
        assertThat(analysis.getDescription()).contains("it does not answer (");
        assertThat(analysis.getAction()).contains("systemctl start docker");
    }

    @Test
    void saysThatNothingAnswersAtThePort() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        FailureAnalysis analysis = analysis("tcp://localhost:" + port);
        assertThat(analysis.getDescription()).contains("it does not answer (");
        assertThat(analysis.getCause()).hasRootCauseInstanceOf(ConnectException.class);
    }

    /** Ports are published on the engine's machine, where the gateway would not reach them. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp://192.0.2.1:2375", "ssh://user@example.org", "localhost:2375"})
    void saysThatTheEngineIsElsewhere(String host) {
        assertThat(analysis(host).getDescription()).contains("it is not an engine of this machine");
    }

    @Test
    void isExplainedBySpringBoot() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {})))
                .hasAtLeastOneElementOfType(EngineUnavailableException.Analyzer.class);
    }

    private static FailureAnalysis analysis(String host) {
        EngineUnavailableException failure =
                catchThrowableOfType(EngineUnavailableException.class, () -> new ContainerEngine(host, "memory:0"));
        return new EngineUnavailableException.Analyzer().analyze(new BeanCreationException("gateway", failure));
    }
}
