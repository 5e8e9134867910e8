package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestSettings;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The access of mode none by bind address, and the start that fails where it would open too much. */
@ExtendWith(OutputCaptureExtension.class)
class BindAddressPolicyTests {

    private static final String LOGGER = "/actuator/loggers/io.dcf";

    @TempDir
    private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", ""})
    void stopsTheStartOfABridgeOpenToTheNetwork(String address, CapturedOutput output) {
        assertThatThrownBy(() -> TestBridge.embedded("--server.address=" + address));
        assertThat(TestSettings.report(output))
                .contains(
                        "Setting: server.address",
                        "Setting: bridge.security.mode",
                        "--bridge.security.allow-anonymous=true",
                        "--bridge.security.mode=token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
    void opensOnLoopback(String address) {
        try (TestBridge bridge = TestBridge.embedded("--server.address=" + address)) {
            assertThat(bridge.setting("local.server.port")).isNotNull();
        }
    }

    @Test
    void opensToAllClientsWhereAllowed() {
        try (TestBridge bridge =
                TestBridge.embedded("--server.address=0.0.0.0", "--bridge.security.allow-anonymous=true")) {
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            assertThat(bridge.post(LOGGER, "{}").status()).isEqualTo(204);
        }
    }

    @Test
    void showsOnlyHealthOfAGatewayAlone() {
        try (TestBridge gateway = TestBridge.embedded("--bridge.mode=gateway", "--server.address=0.0.0.0")) {
            assertThat(gateway.get("/livez").status()).isEqualTo(200);
            assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(200);
            TestBridge.Answer refused = gateway.get("/actuator/prometheus");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.security.mode");
            assertThat(gateway.post(LOGGER, "{}").status()).isEqualTo(403);
        }
    }

    @Test
    void opensTheActuatorOfAGatewayAloneOnLoopbackOrASeparatePort() {
        try (TestBridge gateway = TestBridge.embedded("--bridge.mode=gateway")) {
            assertThat(gateway.get("/actuator/prometheus").status()).isEqualTo(200);
            assertThat(gateway.post(LOGGER, "{}").status()).isEqualTo(204);
        }
        try (TestBridge gateway = TestBridge.embedded(
                "--bridge.mode=gateway", "--server.address=0.0.0.0", "--management.server.port=0")) {
            assertThat(status(gateway, "GET /actuator/prometheus")).isEqualTo(200);
            assertThat(status(gateway, "POST " + LOGGER)).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bridge", "gateway"})
    void opensTheImageToTheNetworkOnlyAsAGatewayAlone(String mode) {
        try (TestBridge image = TestBridge.embedded(
                "--spring.config.additional-location=file:image/",
                "--bridge.mode=" + mode,
                "--bridge.security.allow-anonymous=true",
                "--bridge.embedded.data-dir=memory",
                "--management.server.port=0",
                "--logging.structured.format.console=")) {
            InetSocketAddress listening = image.bean("gatewayAddress", InetSocketAddress.class);
            assertThat(listening.getAddress().isLoopbackAddress()).isEqualTo(mode.equals("bridge"));
            assertThat(listening.getAddress().isAnyLocalAddress()).isEqualTo(mode.equals("gateway"));
            assertThat(image.setting("server.address")).isEqualTo("0.0.0.0");
        }
    }

    @Test
    void requiresAuthenticationForChangesOnTheManagementPort() throws IOException {
        Files.writeString(
                files.resolve("tokens"),
                "r:" + TokenTests.sha256("r") + ":functions:read\nw:" + TokenTests.sha256("w") + ":functions:write");
        try (TestBridge bridge = TestBridge.embedded(
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--management.server.port=0")) {
            assertThat(status(bridge, "GET /actuator/prometheus")).isEqualTo(200);
            assertThat(status(bridge, "GET " + LOGGER)).isEqualTo(200);
            assertThat(status(bridge, "POST " + LOGGER)).isEqualTo(401);
            assertThat(status(bridge, "POST " + LOGGER, "Authorization: Bearer r"))
                    .isEqualTo(403);
            assertThat(status(bridge, "POST " + LOGGER, "Authorization: Bearer w"))
                    .isNotIn(401, 403);
            assertThat(bridge.get("/actuator/prometheus", "Authorization", "Bearer r")
                            .status())
                    .isEqualTo(404);
        }
    }

    private static int status(TestBridge bridge, String request, String... headers) {
        String[] lines = new String[headers.length + 2];
        lines[0] = request + " HTTP/1.1";
        lines[1] = "Content-Length: 0";
        System.arraycopy(headers, 0, lines, 2, headers.length);
        return RawRequest.status(Integer.parseInt(String.valueOf(bridge.setting("local.management.port"))), lines);
    }

    @Test
    void createsNoDefaultUser(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded()) {
            assertThat(bridge.has("inMemoryUserDetailsManager")).isFalse();
        }
        assertThat(output.getAll()).doesNotContain("security password");
    }
}
