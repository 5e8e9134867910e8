package io.dcf.gateway.server;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestCertificates;
import io.dcf.bridge.TestSettings;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.TlsChannelCredentials;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

/** Who may call the gateway's gRPC port, and how it is protected. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayAccessTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String TOKENS = sha256("old") + "," + sha256("new");
    private static final String TOKEN_MODE =
            "--bridge.security.mode=token --bridge.security.tokens-file=/dev/null --server.address=0.0.0.0";

    @RegisterExtension
    final RunningGateway gateway = RunningGateway.with(Map.of("tokens", TOKENS));

    @TempDir
    private Path files;

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer other", "Bearer", "Basic new", "new"})
    void refusesCallsWithoutATokenThatItKnows(String authorization) {
        assertRefused(Code.UNAUTHENTICATED, () -> with(authorization).list(Empty.getDefaultInstance()))
                .contains("bridge.embedded.tokens");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer old", "Bearer new", "bearer new"})
    void takesEachToken(String authorization) {
        assertThat(with(authorization).list(Empty.getDefaultInstance()).getFunctionsCount())
                .isZero();
    }

    @Test
    void leavesHealthToProbesAndNothingElse() {
        assertThat(statusOf(() -> HealthGrpc.newBlockingStub(gateway.channel())
                                .check(HealthCheckRequest.getDefaultInstance()))
                        .isOk())
                .isTrue();
        assertRefused(Code.UNAUTHENTICATED, () -> {
            var call = ServerReflectionGrpc.newBlockingV2Stub(gateway.channel())
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .serverReflectionInfo();
            call.write(ServerReflectionRequest.newBuilder().setListServices("*").build());
            call.read();
        });
    }

    private GatewayGrpc.GatewayBlockingStub with(String authorization) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), authorization);
        return gateway.stub().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    @Test
    void isReachedByABridgeWithAToken() {
        String address = "127.0.0.1:" + gateway.address().getPort();
        try (TestBridge bridge = TestBridge.at(address, "--bridge.gateway.token=new")) {
            assertThat(bridge.post(FUNCTIONS, "{\"service\": \"a\", \"image\": \"builtin/echo\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(bridge.send("POST", "/function/a", "x").body()).isEqualTo("x");
            assertThat(bridge.get("/readyz").status()).isEqualTo(200);
        }
        try (TestBridge bridge = TestBridge.at(address, "--bridge.gateway.token=other")) {
            Answer refused = bridge.get(FUNCTIONS);
            assertThat(refused.status()).isEqualTo(502);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.gateway.token");
            assertThat(bridge.get("/readyz").status()).isEqualTo(503);
            assertThat(bridge.get("/api/v1/info").body()).contains("Set bridge.gateway.token");
        }
    }

    @Test
    void speaksTlsWithTheCertificateThatTheFilesHold() throws Exception {
        TestCertificates first = new TestCertificates();
        TestCertificates second = new TestCertificates();
        TestCertificates.write(files, first.sign("localhost"));
        try (EmbeddedGateway served = new EmbeddedGateway(
                RunningGateway.settings(Map.of(
                        "data-dir",
                        "memory",
                        "tls.certificate",
                        files.resolve("tls.crt").toString(),
                        "tls.key",
                        files.resolve("tls.key").toString())),
                DataSize.ofMegabytes(4))) {
            assertThat(list(served, first)).isEqualTo(Code.OK);
            assertThat(list(served, second)).isEqualTo(Code.UNAVAILABLE);
            TestCertificates.write(files, second.sign("localhost"));
            await().until(() -> list(served, second) == Code.OK);
        }
    }

    /** How a call on a new connection ends where only this authority is trusted. */
    private static Code list(EmbeddedGateway served, TestCertificates trusted) throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "localhost:" + served.address().getPort(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(new ByteArrayInputStream(
                                        trusted.authority().certificatePem().getBytes(StandardCharsets.UTF_8)))
                                .build())
                .build();
        try {
            return statusOf(() -> GatewayGrpc.newBlockingStub(channel)
                            .withDeadlineAfter(30, TimeUnit.SECONDS)
                            .list(Empty.getDefaultInstance()))
                    .getCode();
        } finally {
            channel.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--bridge.mode=gateway",
                TOKEN_MODE,
                TOKEN_MODE + " --bridge.mode=gateway",
                TOKEN_MODE + " --bridge.security.allow-anonymous=true"
            })
    void stopsTheStartOfAPortThatAWholeNetworkCouldUse(String others, CapturedOutput output) {
        assertThatThrownBy(() -> read("--bridge.embedded.address=0.0.0.0 " + others));
        assertThat(TestSettings.report(output))
                .contains(
                        "Setting: bridge.embedded.address",
                        "Value:   0.0.0.0",
                        "--bridge.embedded.tokens=SHA256",
                        "--bridge.gateway.token=TOKEN",
                        "--bridge.embedded.address=127.0.0.1");
    }

    @Test
    void listensEverywhereWithATokenOrWhereEverybodyMayCall() {
        read("--bridge.embedded.address=0.0.0.0 --bridge.embedded.tokens=" + TOKENS + " " + TOKEN_MODE);
        read("--bridge.embedded.address=0.0.0.0 --bridge.security.allow-anonymous=true");
    }

    @ParameterizedTest
    @CsvSource({
        "--bridge.mode=gateway --bridge.embedded.tls.certificate=nowhere.crt, no certificate and its key",
        "--bridge.mode=gateway --bridge.embedded.tls.key=/dev/null, no certificate and its key",
        "--bridge.embedded.tls.certificate=tls.crt, only if it runs alone"
    })
    void stopsTheStartWhereTlsCannotBe(String settings, String problem, CapturedOutput output) {
        assertThatThrownBy(() -> read(settings));
        assertThat(TestSettings.report(output)).contains("Setting: bridge.embedded.tls.certificate", problem);
    }

    private static void read(String settings) {
        TestSettings.read(
                new Class<?>[] {EmbeddedConfiguration.class},
                Stream.of(settings.split(" ")).filter(each -> !each.isEmpty()).toArray(String[]::new));
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
