package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bridge.gateway.deadline | abc | a duration, such as 500ms, 30s or 10m",
                "bridge.gateway.deadline | -1s | must be longer than nothing",
                "bridge.gateway.invoke-deadline | 0s | must be longer than nothing",
                "bridge.gateway.address | nonsense | must be host:port",
                "bridge.gateway.address | host:99999 | must be host:port",
                "bridge.gateway.address | http://host:80 | must be host:port",
                "bridge.gateway.address | my_gateway:80 | must name hosts that DNS can have",
                "bridge.gateway.address | dns:///a..b:80 | must name hosts that DNS can have",
                "bridge.gateway.dialect | opnfx | one of guide, dcf, openfx",
                "bridge.gateway.dialect | dcf | unless bridge.gateway.address names another",
                "bridge.gateway.service-name | pb Gateway | a service's full name, such as pb.Gateway",
                "bridge.gateway.adress | host:1 | bridge.gateway.address",
                "bridge.gateway.forward-headers | grpc-timeout | other than HTTP's and gRPC's own",
                "bridge.gateway.keepalive | 1s | must be 10s at least",
                "bridge.gateway.tls.server-name | a b | must be the name of a host",
                "bridge.gateway.tls.enabled | maybe | true or false",
                "bridge.gateway.tls.enabeld | true | bridge.gateway.tls.enabled",
                "bridge.gateway.tls.enabled | true | Name one with bridge.gateway.address",
                "bridge.embedded.port | 99999 | must be a port, 0 to 65535",
                "bridge.embedded.port | x | a whole number",
                "bridge.embedded.address | nowhere.invalid | an address of this machine",
                "bridge.embedded.data-dir | /proc/functions | --bridge.embedded.data-dir=memory",
                "bridge.embedded.data-dir | a;b | a directory without ';' in its name",
                "bridge.gateway.deadline | 400000d | must be a day at most",
                "bridge.limits.request-size | -1MB | must be between 1B and 1GB",
                "bridge.mode | gatway | must be bridge, or gateway",
                "bridge.limits.request-size | huge | a size, such as 512KB or 4MB",
                "bridge.limits.request-siez | 1MB | bridge.limits.request-size",
                "bridge.gateway.breaker.calls | 1 | must be 2 at least",
                "bridge.gateway.breaker.failure-rate | 101 | must be 100 at most",
                "bridge.shutdown.pause | 2h | must be an hour at most",
                "bridge.shutdown.grace | 0s | must be 1s at least",
                "bridge.limits.rate | 0 | must be between 1 and 1000000",
                "bridge.limits.requests | none | a whole number",
                "bridge.limits.memory | 1KB | must be between 64KB and 1TB",
                "bridge.limits.body-time | 1ms | must be 100ms at least"
            })
    void namesTheSettingTheValueAndTheFix(String setting, String value, String fix, CapturedOutput output) {
        assertThatThrownBy(() -> TestBridge.embedded("--" + setting + "=" + value));
        assertThat(report(output)).contains("Setting: " + setting, "Value:", fix);
        assertThat(report(output)).contains(shown(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ca | nowhere.crt | cannot be read",
                "ca | tls.key | holds no certificate",
                "ca | noise | holds no PEM",
                "certificate | tls.crt | key is missing",
                "key | tls.key | certificate is missing",
                "certificate=FILES/tls.crt --bridge.gateway.tls.key | other.key | is not the key of",
                "certificate=FILES/tls.crt --bridge.gateway.tls.key | tls.crt | holds no private key",
                "ca | tls.crt | contradicts another setting"
            })
    void namesTheFileThatTlsCannotUse(String setting, String file, String problem, CapturedOutput output)
            throws IOException {
        TestCertificates authority = new TestCertificates();
        TestCertificates.write(files, authority.sign("bridge"));
        Files.writeString(files.resolve("other.key"), authority.sign("other").privateKeyPkcs8Pem());
        Files.writeString(files.resolve("noise"), "noise");
        String given = "--bridge.gateway.tls." + setting.replace("FILES", files.toString()) + "=" + files.resolve(file);
        String enabled = "--bridge.gateway.tls.enabled=" + !problem.startsWith("contradicts");
        assertThatThrownBy(() -> TestBridge.at(
                "localhost:1",
                Stream.concat(Stream.of(enabled), Arrays.stream(given.split(" ")))
                        .toArray(String[]::new)));
        assertThat(report(output)).contains("Setting: bridge.gateway.tls.", problem);
        assertThat(output.getAll().replace("BEGIN PRIVATE KEY, without", "")).doesNotContain("BEGIN PRIVATE");
    }

    @Test
    void saysThatACollectorIsNamedByItsUrl(CapturedOutput output) {
        String setting = "management.opentelemetry.tracing.export.otlp.endpoint";
        assertThatThrownBy(() -> TestBridge.embedded("--" + setting + "=collector:4318"));
        assertThat(report(output))
                .contains("Setting: " + setting, "Value:   collector:4318", "such as http://collector:4318/v1/traces");
    }

    @Test
    void takesAddressesOfFunctionsByAnyName(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded("--bridge.embedded.addresses.my-function=http://localhost:9000")) {
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
        }
        assertThat(output).doesNotContain("There is no setting");
        assertThatThrownBy(() -> TestBridge.embedded("--bridge.embedded.addresses.f=ftp://localhost:9000"));
        assertThat(report(output)).contains("bridge.embedded.addresses", "ftp://localhost:9000", "or http://host:port");
    }

    @Test
    void saysThatItsPortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> TestBridge.embedded("--server.port=" + port));
            assertThat(report(output)).contains("Setting: server.port", "Value:   " + port, "--server.port=");
        }
    }

    @Test
    void saysThatTheEmbeddedGatewaysPortIsTaken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> TestBridge.embedded("--bridge.embedded.port=" + port));
            assertThat(report(output)).contains("Setting: bridge.embedded.port", port, "--bridge.gateway.address=");
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
        assertThat(report(output)).contains("Setting: " + setting, "Value:   " + value, "such as 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "localhost", "::1"})
    void reachesTheEmbeddedGatewayWhereverItListens(String address) {
        try (TestBridge bridge = TestBridge.embedded("--bridge.embedded.address=" + address)) {
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
        }
    }

    @Test
    void warnsOfSettingsThatDoNotExist(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded(
                "--bridge.gatway.address=host:1",
                "--bridge.gateway.invokeDeadline=5m",
                "--bridge.gateway.forward-headers[0]=a")) {
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("There is no setting")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("bridge.gatway.address"));
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

    /** Boot shows durations and sizes as it has read them. */
    private static String shown(String value) {
        return switch (value) {
            case "-1s" -> "PT-1S";
            case "1s" -> "PT1S";
            case "0s" -> "PT0S";
            case "2h" -> "PT2H";
            case "400000d" -> "PT9600000H";
            case "-1MB" -> "-1048576B";
            case "1KB" -> "1024B";
            case "1ms" -> "PT0.001S";
            default -> value;
        };
    }

    private static String report(CapturedOutput output) {
        return output.getAll().substring(output.getAll().lastIndexOf("APPLICATION FAILED TO START"));
    }
}
