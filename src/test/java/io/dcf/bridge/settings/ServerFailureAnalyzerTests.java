package io.dcf.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.mock.env.MockEnvironment;

/** Failures of Tomcat's connector are explained here; those of beans that start with Tomcat are not. */
class ServerFailureAnalyzerTests {

    private static @Nullable FailureAnalysis analyze(String address, int port, ServletContextInitializer... inside)
            throws IOException {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(port);
        factory.setAddress(InetAddress.getByName(address));
        Throwable failure = catchThrowable(() -> factory.getWebServer(inside).start());
        MockEnvironment environment = new MockEnvironment()
                .withProperty("server.address", address)
                .withProperty("server.port", String.valueOf(port));
        return new ServerFailureAnalyzer(environment).analyze(new IllegalStateException(failure));
    }

    @Test
    void explainsThatThePortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FailureAnalysis analysis = analyze("127.0.0.1", other.getLocalPort());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains("another process uses the port", "server.port");
            assertThat(analysis.getAction()).contains("--server.port=");
        }
    }

    @Test
    void explainsThatTheAddressIsNotOfThisMachine() throws IOException {
        FailureAnalysis analysis = analyze("192.0.2.1", 0);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains("Setting: server.address\n    Value:   192.0.2.1");
    }

    @Test
    void explainsThatThePortIsOutOfRange() throws IOException {
        FailureAnalysis analysis = analyze("127.0.0.1", 99999);
        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).contains("Setting: server.port\n    Value:   99999");
    }

    @Test
    void leavesANetworkFailureOfABeanToItsOwnAnalyzer() throws IOException {
        assertThat(analyze("127.0.0.1", 0, context -> {
                    throw new IllegalStateException("no engine", new SocketException("refused"));
                }))
                .isNull();
    }
}
