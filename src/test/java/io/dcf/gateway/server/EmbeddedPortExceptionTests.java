package io.dcf.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dcf.gateway.store.DatabaseStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.util.unit.DataSize;

class EmbeddedPortExceptionTests {

    private ServerSocket taken;
    private EmbeddedPortException failure;

    @BeforeEach
    void takePort() throws Exception {
        taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedProperties properties =
                RunningGateway.settings(Map.of("port", "" + taken.getLocalPort(), "data-dir", "memory"));
        failure = catchThrowableOfType(
                EmbeddedPortException.class, () -> new EmbeddedGateway(properties, DataSize.ofMegabytes(4)));
    }

    @AfterEach
    void freePort() throws Exception {
        taken.close();
    }

    @Test
    void isThrownWhereThePortIsTaken() {
        assertThat(failure)
                .isNotNull()
                .hasMessageContaining(String.valueOf(taken.getLocalPort()))
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void namesTheSettingTheValueAndTheFix() {
        FailureAnalysis analysis =
                new EmbeddedPortException.Analyzer().analyze(new BeanCreationException("gateway", failure));
        String port = String.valueOf(taken.getLocalPort());
        assertThat(analysis.getDescription())
                .contains("Setting: bridge.embedded.port")
                .contains("Value:   " + port)
                .contains("127.0.0.1:" + port);
        assertThat(analysis.getAction()).contains("--bridge.embedded.port=", "--bridge.gateway.address=");
        assertThat(analysis.getCause()).isSameAs(failure);
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(new EmbeddedPortException.Analyzer().analyze(new IllegalStateException()))
                .isNull();
    }

    @Test
    void isExplainedBySpringBoot() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, cause) -> {})))
                .hasAtLeastOneElementOfType(EmbeddedPortException.Analyzer.class);
    }

    @Test
    void leavesTheDataDirectory(@TempDir Path directory) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedProperties properties = RunningGateway.settings(
                    Map.of("port", "" + taken.getLocalPort(), "data-dir", directory.toString()));
            assertThat(catchThrowableOfType(
                            EmbeddedPortException.class,
                            () -> new EmbeddedGateway(properties, DataSize.ofMegabytes(4))))
                    .isNotNull();
        }
        new DatabaseStore(directory).close();
    }
}
