package io.dcf.bridge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestCertificates;
import io.dcf.bridge.TestGateway;
import io.grpc.ServerCredentials;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** TLS to real gateways that present, require and refuse certificates. */
@ExtendWith(OutputCaptureExtension.class)
class TlsTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String PASSWORD = "changeit";
    private final TestCertificates authority = new TestCertificates();

    @TempDir
    private Path files;

    @Test
    void trustsAnAuthorityOfItsOwn() throws IOException {
        try (TestGateway gateway = gateway(TestCertificates.server(authority.sign("localhost")));
                TestBridge bridge = bridge(gateway, "--bridge.gateway.tls.ca=" + authority.write(files))) {
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
            assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(200);
            assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    void trustsWhatTheSystemTrusts() throws Exception {
        try (TestGateway gateway = gateway(TestCertificates.server(authority.sign("localhost")))) {
            try (TestBridge bridge = bridge(gateway)) {
                assertRefused(bridge, "not trusted", gateway);
            }
            Path store = systemStore();
            System.setProperty("javax.net.ssl.trustStore", store.toString());
            System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
            try (TestBridge bridge = bridge(gateway)) {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
            } finally {
                System.clearProperty("javax.net.ssl.trustStore");
                System.clearProperty("javax.net.ssl.trustStorePassword");
            }
        }
    }

    @Test
    void expectsTheNameOfTheAddressOrTheOneInTheSettings() throws IOException {
        String ca = "--bridge.gateway.tls.ca=" + authority.write(files);
        try (TestGateway gateway = gateway(TestCertificates.server(authority.sign("gateway.example")))) {
            try (TestBridge bridge = bridge(gateway, ca)) {
                assertRefused(bridge, "has another name", gateway);
            }
            try (TestBridge bridge = bridge(gateway, ca, "--bridge.gateway.tls.server-name=gateway.example")) {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void expectsOfEachAddressItsOwnName() throws IOException {
        try (TestGateway first = gateway(TestCertificates.server(authority.sign("localhost")));
                TestGateway second =
                        new TestGateway("127.0.0.2", 0, TestCertificates.server(authority.sign("127.0.0.2")));
                TestBridge bridge = TestBridge.at(
                        "static://localhost:" + first.port() + ",127.0.0.2:" + second.port(),
                        "--bridge.gateway.tls.enabled=true",
                        "--bridge.gateway.tls.ca=" + authority.write(files))) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
                assertThat(first.methods()).isNotEmpty();
                assertThat(second.methods()).isNotEmpty();
            });
        }
    }

    @Test
    void showsItsOwnCertificateToAGatewayThatAsks() throws IOException {
        TestCertificates others = new TestCertificates();
        ServerCredentials mutual = TestCertificates.server(authority.sign("localhost"), authority);
        String ca = "--bridge.gateway.tls.ca=" + authority.write(files);
        try (TestGateway gateway = gateway(mutual)) {
            try (TestBridge bridge = bridge(gateway, ca)) {
                assertRefused(bridge, "TLS handshake with the gateway failed", gateway);
            }
            try (TestBridge bridge = mutual(gateway, ca, others.sign("bridge"))) {
                assertRefused(bridge, "TLS handshake with the gateway failed", gateway);
            }
            try (TestBridge bridge = mutual(gateway, ca, authority.sign("bridge"))) {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void tellsWhereOneSideAloneSpeaksTls() throws IOException {
        try (TestGateway gateway = gateway(TestCertificates.server(authority.sign("localhost")));
                TestBridge bridge = TestBridge.before(gateway)) {
            Answer answer = bridge.get(FUNCTIONS);
            assertThat(answer.status()).isGreaterThanOrEqualTo(502); // a server that hangs up does not say why
            assertThat(answer.json().path("hint").stringValue()).contains("bridge.gateway.tls.enabled");
        }
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = bridge(gateway)) {
            assertRefused(bridge, "does not speak TLS", gateway);
        }
    }

    @Test
    void takesNewCertificatesWithoutARestart(CapturedOutput output) throws IOException {
        TestCertificates others = new TestCertificates();
        Path ca = authority.write(files);
        int port;
        try (TestGateway gateway = gateway(TestCertificates.server(authority.sign("localhost"), authority));
                TestBridge bridge = mutual(gateway, "--bridge.gateway.tls.ca=" + ca, authority.sign("bridge"))) {
            port = gateway.port();
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);

            Files.writeString(files.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\nMIIhalfwri");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(output)
                            .contains("bridge.gateway.tls.key contains no", "previous certificates stay in use"));
            assertThat(output).doesNotContain("MIIhalfwri");
            gateway.close();
            try (TestGateway same = new TestGateway(
                    "127.0.0.1", port, TestCertificates.server(authority.sign("localhost"), authority))) {
                await().atMost(Duration.ofSeconds(10))
                        .untilAsserted(
                                () -> assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200));
            }

            try (TestGateway renewed =
                    new TestGateway("127.0.0.1", port, TestCertificates.server(others.sign("localhost"), others))) {
                others.write(files);
                TestCertificates.write(files, others.sign("bridge"));
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(
                                () -> assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200));
            }
            assertThat(output).contains("Reloaded the certificates for TLS to the gateway");
        }
    }

    /** As Kubernetes updates a mounted Secret: by swapping the link to the directory that holds the files. */
    @Test
    void followsASecretThatIsSwapped() throws IOException {
        TestCertificates others = new TestCertificates();
        authority.write(Files.createDirectory(files.resolve("..1")));
        others.write(Files.createDirectory(files.resolve("..2")));
        Path data = Files.createSymbolicLink(files.resolve("..data"), Path.of("..1"));
        Path ca = Files.createSymbolicLink(files.resolve("ca.crt"), Path.of("..data/ca.crt"));
        try (TestGateway gateway = gateway(TestCertificates.server(others.sign("localhost")));
                TestBridge bridge = bridge(gateway, "--bridge.gateway.tls.ca=" + ca)) {
            assertRefused(bridge, "not trusted", gateway);
            Path swapped = Files.createSymbolicLink(files.resolve("..data_tmp"), Path.of("..2"));
            Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200));
        }
    }

    private void assertRefused(TestBridge bridge, String why, TestGateway gateway) {
        for (Answer answer : new Answer[] {bridge.get(FUNCTIONS), bridge.send("POST", "/function/f", "x")}) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(502);
            assertThat(answer.json().path("detail").stringValue()).contains(why);
            assertThat(answer.json().path("hint").stringValue()).contains("bridge.gateway.tls");
            assertThat(answer.json().path("retryable").booleanValue()).isFalse();
            assertThat(answer.body())
                    .doesNotContain("127.0.0.1", Integer.toString(gateway.port()), "localhost", "Exception");
        }
        assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(503);
    }

    private TestBridge mutual(TestGateway gateway, String ca, HeldCertificate certificate) throws IOException {
        TestCertificates.write(files, certificate);
        return bridge(
                gateway,
                ca,
                "--bridge.gateway.tls.certificate=" + files.resolve("tls.crt"),
                "--bridge.gateway.tls.key=" + files.resolve("tls.key"));
    }

    private static TestGateway gateway(ServerCredentials credentials) throws IOException {
        return new TestGateway("127.0.0.1", 0, credentials);
    }

    private static TestBridge bridge(TestGateway gateway, String... settings) {
        return TestBridge.at(
                "localhost:" + gateway.port(),
                Stream.concat(Stream.of("--bridge.gateway.tls.enabled=true"), Stream.of(settings))
                        .toArray(String[]::new));
    }

    private Path systemStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("test", authority.authority().certificate());
        Path file = files.resolve("cacerts");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }
}
