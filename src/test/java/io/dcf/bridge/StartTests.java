package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A start that cannot succeed says which setting is wrong, its value, and what would be right. */
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

    @TempDir
    private Path files;

    /** As {@code SettingFailureTests} does for every setting, here with all that starts before and after. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bridge.gateway.deadline | abc | a duration, such as 500ms, 30s or 10m",
                "bridge.gateway.adress | host:1 | bridge.gateway.address",
                "bridge.gateway.tls.enabled | true | Set bridge.gateway.address",
                "bridge.embedded.data-dir | /proc/functions | --bridge.embedded.data-dir=memory",
                "bridge.mode | gatway | must be bridge, or gateway"
            })
    void namesTheSettingTheValueAndTheFix(String setting, String value, String fix, CapturedOutput output) {
        assertThatThrownBy(() -> TestBridge.embedded("--" + setting + "=" + value));
        assertThat(TestSettings.report(output)).contains("Setting: " + setting, "Value:   " + value, fix);
    }

    @Test
    void saysThatACollectorIsNamedByItsUrl(CapturedOutput output) {
        String setting = "management.opentelemetry.tracing.export.otlp.endpoint";
        assertThatThrownBy(() -> TestBridge.embedded("--" + setting + "=collector:4318"));
        assertThat(TestSettings.report(output))
                .contains("Setting: " + setting, "Value:   collector:4318", "such as http://collector:4318/v1/traces");
    }

    @Test
    void takesAddressesOfFunctionsByAnyName(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded("--bridge.embedded.addresses.my-function=http://localhost:9000")) {
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
        }
        assertThat(output).doesNotContain("There is no setting");
        assertThatThrownBy(() -> TestBridge.embedded("--bridge.embedded.addresses.f=ftp://localhost:9000"));
        assertThat(TestSettings.report(output))
                .contains("bridge.embedded.addresses", "ftp://localhost:9000", "or http://host:port");
    }

    @Test
    void saysThatItsPortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> TestBridge.embedded("--server.port=" + port));
            assertThat(TestSettings.report(output))
                    .contains("Setting: server.port", "Value:   " + port, "--server.port=");
        }
    }

    @Test
    void saysThatTheEmbeddedGatewaysPortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> TestBridge.embedded("--bridge.embedded.port=" + port));
            assertThat(TestSettings.report(output))
                    .contains("Setting: bridge.embedded.port", port, "--bridge.gateway.address=");
            assertThat(output).doesNotContain("Error starting Tomcat", "cancelling refresh");
        }
    }

    @Test
    void startsNoGatewayWhereOneIsNamed() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            assertThat(bridge.has("embeddedGateway")).isFalse();
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            assertThat(gateway.methods()).containsExactly("List");
        }
    }

    @Test
    void listensOnLoopbackAlone() {
        try (TestBridge bridge = TestBridge.embedded()) {
            assertThat(bridge.setting("server.address")).isEqualTo("127.0.0.1");
            assertThat(bridge.setting("bridge.embedded.address")).isNull();
            assertThat(bridge.bean("gatewayAddress", InetSocketAddress.class)
                            .getAddress()
                            .isLoopbackAddress())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway.example:1"})
    void startsTheGatewayAloneWhereItIsToBeOne(String named) throws IOException {
        try (TestBridge gateway = TestBridge.embedded("--bridge.mode=gateway", "--bridge.gateway.address=" + named);
                TestBridge bridge = TestBridge.before(
                        gateway.bean("gatewayAddress", InetSocketAddress.class).getPort())) {
            assertThat(gateway.get("/livez").status()).isEqualTo(200);
            assertThat(gateway.get("/readyz").status()).isEqualTo(200);
            assertThat(gateway.get("/api/v1/functions").status()).isEqualTo(404);
            assertThat(gateway.get("/v3/api-docs").status()).isEqualTo(404);
            assertThat(gateway.get("/").status()).isEqualTo(404);
            assertThat(gateway.has("gatewayStub")).isFalse();

            assertThat(bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(bridge.send("POST", "/function/echo", "hi").body()).isEqualTo("hi");
        }
    }

    @ParameterizedTest
    @CsvSource({"server.port,99999", "server.address,192.0.2.1"})
    void saysThatItCannotListenThere(String setting, String value, CapturedOutput output) {
        String everybody = "--bridge.security.allow-anonymous=true";
        assertThatThrownBy(() -> TestBridge.embedded("--" + setting + "=" + value, everybody));
        assertThat(TestSettings.report(output))
                .contains("Setting: " + setting, "Value:   " + value, "such as 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "localhost", "::1"})
    void reachesTheEmbeddedGatewayWhereverItListens(String address) {
        try (TestBridge bridge =
                TestBridge.embedded("--bridge.embedded.address=" + address, "--bridge.security.allow-anonymous=true")) {
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
        }
    }

    @Test
    void reportsAllWrongSettingsAtOnceAndBeforeAnythingStarts(CapturedOutput output) {
        assertThatThrownBy(() -> TestBridge.embedded(
                "--bridge.gatway.address=host:1",
                "--bridge.gateway.invokeDeadline=5m",
                "--bridge.gateway.forward-headers[0]=a",
                "--bridge.gateway.deadline=abc",
                "--bridge.gateway.adress=host:2",
                "--bridge.limits.rate=0",
                "--bridge.limits.burst=0",
                "--bridge.embedded.port=x"));
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains("Setting: "))
                        .map(String::strip))
                .containsExactlyInAnyOrder(
                        "Setting: bridge.gatway.address",
                        "Setting: bridge.gateway.adress",
                        "Setting: bridge.gateway.deadline",
                        "Setting: bridge.limits.rate",
                        "Setting: bridge.limits.burst",
                        "Setting: bridge.embedded.port");
        assertThat(output)
                .contains("bridge.gatway.address: did you mean bridge.gateway.address?", "Value:   host:1")
                .doesNotContain("Tomcat", "an embedded one listens", "cancelling refresh", "condition evaluation");
    }

    @Test
    void answersWhatItIsAskedWithoutAStart(CapturedOutput output) {
        BridgeApplication.main(new String[] {"--version"});
        assertThat(output.getOut()).matches("DCF Bridge \\d+\\.\\d+\\.\\d+\\S*\\R");
        BridgeApplication.main(new String[] {"--help"});
        assertThat(output)
                .contains("--bridge.gateway.deadline=30s\n      the time limit", "--bridge.security.jwt.audience=\n")
                .doesNotContain("Starting");
    }

    @Test
    void documentsItsContextPath() {
        try (TestBridge bridge = TestBridge.embedded("--server.servlet.context-path=/bridge")) {
            assertThat(bridge.get("/bridge/v3/api-docs")
                            .json()
                            .path("servers")
                            .get(0)
                            .path("url")
                            .stringValue())
                    .isEqualTo("/bridge/");
            assertThat(bridge.post("/bridge/api/v1/functions", "{\"service\":\"f\",\"image\":\"builtin/echo\"}")
                            .header("Location"))
                    .isEqualTo("/bridge/api/v1/functions/f");
        }
    }
}
