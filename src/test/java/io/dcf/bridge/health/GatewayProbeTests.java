package io.dcf.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.RawGateway;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.invoker.OpenfxGateway;
import io.dcf.gateway.independent.printed.CreateFunctionRequest;
import io.dcf.gateway.independent.printed.Message;
import io.dcf.gateway.independent.printed.gatewayGrpc;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The state of the gateway after the start of the bridge: in the log, in info, and in readiness. */
@ExtendWith(OutputCaptureExtension.class)
class GatewayProbeTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String BARE = "{\"service\":\"f\",\"image\":\"i\"}";
    private static final String PRINTED = """
            {"service":"f","image":"i","envVars":{"E":"e"},"labels":{"l":"1"},"secrets":["s"],
             "limits":{"memory":"1Mi","cpu":"2m","gpu":"3"}}
            """;

    @Test
    void saysThatAGatewayAnswers(CapturedOutput output) throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            assertFound(bridge, true, "It answers as pb.Gateway.", null);
            assertLogged(output, "INFO", "the guide dialect. It answers as pb.Gateway.");
        }
    }

    @Test
    void repeatsWhatAGatewaySaysInPlaceOfOk() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("HealthCheck", TestGateway.Answer.msg("OK, but changes are refused: No space left on device"));
            try (TestBridge bridge = TestBridge.before(gateway)) {
                assertFound(
                        bridge,
                        true,
                        "It answers as pb.Gateway. It replied: OK, but changes are refused: No space left on device",
                        null);
            }
        }
    }

    @Test
    void takesAGatewayThatAnswersOthersForOneThatIsBusy() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("HealthCheck", TestGateway.Answer.never());
            try (TestBridge bridge = TestBridge.before(gateway, "--bridge.gateway.deadline=2s")) {
                var ready = bridge.sendAsync("GET", "/readyz", "");
                while (!ready.isDone()) {
                    assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
                }
                assertThat(ready.join().status()).isEqualTo(200);
                await().until(() -> bridge.get("/readyz").status() == 503);
            }
        }
    }

    @Test
    void asksForTheListWhereThereIsNoHealthCheck() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("HealthCheck", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
            gateway.on("Info", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
            try (TestBridge bridge = TestBridge.before(gateway)) {
                assertFound(bridge, true, "It answers as pb.Gateway, but has no HealthCheck.", null);
                assertThat(bridge.get("/api/v1/info").json().has("gateway")).isFalse();
            }
        }
    }

    @Test
    void takesAListThatFailsForOneThatIsThere() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("HealthCheck", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
            gateway.on("List", TestGateway.Answer.with(Status.INTERNAL.asException()));
            try (TestBridge bridge = TestBridge.before(gateway, "--bridge.gateway.dialect=dcf")) {
                assertFound(bridge, true, "It answers as pb.Gateway, but has no HealthCheck.", null);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"guide", "dcf"})
    void saysWhichDialectToTry(String dialect, CapturedOutput output) throws IOException {
        try (OpenfxGateway gateway = new OpenfxGateway();
                TestBridge bridge = TestBridge.before(gateway.port(), "--bridge.gateway.dialect=" + dialect)) {
            String hint = "It answers as pb.FxGateway: set bridge.gateway.dialect=openfx, and no"
                    + " bridge.gateway.service-name.";
            assertFound(bridge, false, "It does not answer as pb.Gateway.", hint);
            assertLogged(output, "WARN", hint);
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(501);
            assertThat(bridge.get(FUNCTIONS).json().path("hint").stringValue()).contains("/api/v1/info");
            assertThat(gateway.received).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"openfx, ''", "guide, pb.Other"})
    void saysWhichServiceThereIs(String dialect, String serviceName) throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.gateway.dialect=" + dialect,
                        "--bridge.gateway.service-name=" + serviceName)) {
            assertFound(
                    bridge,
                    false,
                    "It does not answer as " + (serviceName.isEmpty() ? "pb.FxGateway" : serviceName) + ".",
                    "It answers as pb.Gateway: set bridge.gateway.dialect=guide or dcf, and no"
                            + " bridge.gateway.service-name.");
        }
    }

    @Test
    void saysThatTheServiceIsInLowerCase() throws IOException {
        try (RawGateway gateway = new RawGateway("pb.gateway", Map.of());
                TestBridge bridge = TestBridge.before(gateway.port())) {
            assertFound(
                    bridge,
                    false,
                    "It does not answer as pb.Gateway.",
                    "It answers as pb.gateway: set bridge.gateway.service-name=pb.gateway.");
        }
    }

    @Test
    void readsWhatGoSays() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            for (String method : List.of("HealthCheck", "List", "Deploy")) {
                gateway.on(
                        method,
                        TestGateway.Answer.with(Status.UNIMPLEMENTED
                                .withDescription("unknown service pb.Gateway")
                                .asException()));
            }
            try (TestBridge bridge = TestBridge.before(gateway)) {
                assertFound(
                        bridge,
                        false,
                        "It does not answer as pb.Gateway.",
                        "Neither does it answer as pb.FxGateway or pb.gateway: check bridge.gateway.address,"
                                + " bridge.gateway.dialect and bridge.gateway.service-name.");
                assertThat(gateway.methods()).doesNotContain("List");
                assertThat(bridge.post(FUNCTIONS, BARE).status()).isEqualTo(502);
                assertThat(bridge.post(FUNCTIONS, BARE).body()).contains("bridge.gateway.service-name");
            }
        }
    }

    @Test
    void serversOfThreeMethodsWork() throws IOException {
        Printed printed = new Printed();
        try (Running server = new Running(printed);
                TestBridge bridge = TestBridge.before(server.port(), "--bridge.gateway.service-name=pb.gateway")) {
            assertFound(
                    bridge,
                    true,
                    "It answers, but as pb.gateway has neither HealthCheck nor List.",
                    "A gateway may have only Deploy, Update and Delete. If this is not one, check"
                            + " bridge.gateway.address, bridge.gateway.dialect and bridge.gateway.service-name.");
            assertThat(bridge.put(FUNCTIONS + "/f", BARE).status()).isEqualTo(200);
            assertThat(bridge.post(FUNCTIONS, PRINTED).status()).isEqualTo(201);
            assertThat(bridge.delete(FUNCTIONS + "/f").status()).isEqualTo(204);
            assertThat(printed.received)
                    .hasSize(3)
                    .allSatisfy(request -> assertThat(request.getService()).isEqualTo("f"));
            CreateFunctionRequest deployed = printed.received.get(1);
            assertThat(deployed.getAllFields())
                    .hasSameSizeAs(deployed.getDescriptorForType().getFields());
            assertThat(deployed.getSecretsList()).containsExactly("s");
            assertThat(deployed.getLimits().getGPU()).isEqualTo("3");
            assertLacking(bridge, "List", "GET", FUNCTIONS);
            assertLacking(bridge, "GetMeta", "GET", FUNCTIONS + "/f");
            assertLacking(bridge, "GetLog", "GET", FUNCTIONS + "/f/logs");
            assertLacking(bridge, "Invoke", "POST", "/function/f");
        }
    }

    @Test
    void otherServersAreNoGatewaysWhereTheDialectPromisesAllMethods() throws IOException {
        try (Running server = new Running(new Printed());
                TestBridge bridge = TestBridge.before(server.port(), "--bridge.gateway.dialect=openfx")) {
            assertFound(
                    bridge,
                    false,
                    "It does not answer as pb.FxGateway.",
                    "Neither does it answer as pb.Gateway or pb.gateway: check bridge.gateway.address,"
                            + " bridge.gateway.dialect and bridge.gateway.service-name.");
        }
    }

    @Test
    void startsAndSaysSoWhereNobodyAnswers(CapturedOutput output) throws IOException {
        TestGateway gone = new TestGateway();
        int port = gone.port();
        gone.close();
        try (TestBridge bridge = TestBridge.before(port)) {
            assertFound(
                    bridge,
                    false,
                    "The gateway cannot be reached.",
                    "Check that the gateway runs and that bridge.gateway.address names it.");
            assertThat(bridge.get("/api/v1/info").json().path("version").stringValue())
                    .isNotBlank();
            assertLogged(output, "WARN", "cannot be reached");
        }
    }

    private static void assertFound(TestBridge bridge, boolean answers, String detail, String hint) {
        assertThat(bridge.get("/api/v1/info").status()).isEqualTo(200);
        JsonNode found = bridge.get("/api/v1/info").json().path("found");
        assertThat(found.path("detail").stringValue()).isEqualTo(detail);
        assertThat(found.path("hint").stringValue(null)).isEqualTo(hint);
        assertThat(found.path("answers").booleanValue()).isEqualTo(answers);
        assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(answers ? 200 : 503);
    }

    private static void assertLogged(CapturedOutput output, String level, String text) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(output.getOut().lines().filter(line -> line.contains("StartupProbe")))
                        .singleElement()
                        .satisfies(line -> assertThat(line).contains(level, text)));
    }

    private static void assertLacking(TestBridge bridge, String lacking, String method, String path) {
        TestBridge.Answer answer = bridge.send(method, path, "");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.json().path("detail").stringValue()).isEqualTo("The gateway has no method " + lacking + ".");
        assertThat(answer.body()).doesNotContain("Exception", "pb.gateway");
    }

    /** A gateway on a real port. */
    private static final class Running implements AutoCloseable {

        private final Server server;

        Running(BindableService service) throws IOException {
            server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .addService(service)
                    .build()
                    .start();
        }

        int port() {
            return server.getPort();
        }

        @Override
        public void close() {
            server.shutdownNow();
        }
    }

    /** A gateway as the guide prints it. */
    private static final class Printed extends gatewayGrpc.gatewayImplBase {

        final List<CreateFunctionRequest> received = new CopyOnWriteArrayList<>();

        @Override
        public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
            ok(request, reply);
        }

        @Override
        public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
            ok(request, reply);
        }

        @Override
        public void delete(CreateFunctionRequest request, StreamObserver<Message> reply) {
            ok(request, reply);
        }

        private void ok(CreateFunctionRequest request, StreamObserver<Message> reply) {
            received.add(request);
            reply.onNext(Message.newBuilder().setMsg("OK").build());
            reply.onCompleted();
        }
    }
}
