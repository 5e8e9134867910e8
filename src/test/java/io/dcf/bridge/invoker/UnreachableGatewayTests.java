package io.dcf.bridge.invoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A gateway that is down, restarts or hangs, and a server that is not a gateway. */
class UnreachableGatewayTests {

    private static final String FUNCTIONS = "/api/v1/functions";

    @Test
    void isReadyOnlyWhileTheGatewayAnswers() throws IOException {
        TestGateway gateway = new TestGateway();
        int port = gateway.port();
        gateway.close();
        try (TestBridge bridge = TestBridge.before(port)) {
            assertThat(bridge.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(503);
            Answer down = bridge.get(FUNCTIONS);
            assertThat(down.status()).isEqualTo(503);
            assertThat(down.header("Retry-After")).isNotEmpty();
            assertThat(down.json().path("hint").stringValue()).contains("bridge.gateway.address");
            assertThat(down.body()).doesNotContain("127.0.0.1", Integer.toString(port), "Exception");
            assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(503);

            try (TestGateway back = new TestGateway(port)) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    assertThat(bridge.get("/actuator/health/readiness").status())
                            .isEqualTo(200);
                    assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
                });
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    bridge.get("/actuator/health/readiness").status())
                            .isEqualTo(503));
            assertThat(bridge.get("/actuator/health/liveness").status()).isEqualTo(200);
        }
    }

    @Test
    void isReadyBeforeAGatewayWithoutHealthCheck() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("HealthCheck", TestGateway.Answer.with(io.grpc.Status.UNIMPLEMENTED.asException()));
            try (TestBridge bridge = TestBridge.before(gateway)) {
                assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void givesUpOnAGatewayThatHangs() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on("List", TestGateway.Answer.never()).on("Invoke", TestGateway.Answer.never());
            try (TestBridge bridge = TestBridge.before(
                    gateway, "--bridge.gateway.deadline=300ms", "--bridge.gateway.invoke-deadline=400ms")) {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(504);
                assertThat(bridge.get(FUNCTIONS, "X-Timeout", "1h").status()).isEqualTo(504);
                assertThat(bridge.send("POST", "/function/f", "x", "X-Timeout", "1h")
                                .status())
                        .isEqualTo(504);
            }
        }
    }

    @Test
    void tellsThatAWebServerIsNoGateway() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        try (TestBridge bridge = TestBridge.before(server.getAddress().getPort())) {
            assertUnreadable(bridge);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tellsThatNoiseIsNoGateway() throws IOException {
        try (ServerSocket noise = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread talker = new Thread(() -> talk(noise));
            talker.start();
            try (TestBridge bridge = TestBridge.before(noise.getLocalPort())) {
                assertUnreadable(bridge);
            }
        }
    }

    @Test
    void tellsThatGarbledMessagesAreNoAnswer() throws IOException {
        answering("ffffffff", UnreachableGatewayTests::assertUnreadable);
    }

    /** In a proto3 string, where they have no business to be, but whose output would be lost if they were refused? */
    @Test
    void passesOnBytesThatAreNoText() throws IOException {
        answering("0a01ff", bridge -> {
            Answer answer = bridge.send("POST", "/function/f", "x");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.bytes()).containsExactly(0xff);
            assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(502);
        });
    }

    private static void answering(String hex, Consumer<TestBridge> asking) throws IOException {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .fallbackHandlerRegistry(new Garbled(HexFormat.of().parseHex(hex)))
                .build()
                .start();
        try (TestBridge bridge = TestBridge.before(server.getPort())) {
            asking.accept(bridge);
        } finally {
            server.shutdownNow();
        }
    }

    private static void assertUnreadable(TestBridge bridge) {
        for (Answer answer : new Answer[] {bridge.get(FUNCTIONS), bridge.send("POST", "/function/f", "x")}) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(502);
            assertThat(answer.json().path("hint").stringValue()).contains("bridge.gateway.address", "dialect");
            assertThat(answer.body()).doesNotContain("127.0.0.1", "Exception");
        }
        assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(503);
        assertThat(bridge.get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    private static void talk(ServerSocket noise) {
        while (!noise.isClosed()) {
            try (Socket caller = noise.accept()) {
                caller.getOutputStream()
                        .write("\0\1\2 this is not HTTP/2 at all, whatever it is\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                caller.getInputStream().readAllBytes();
            } catch (IOException e) {
                // the next caller, or the end of the test
            }
        }
    }

    /** Answers any method with the same bytes. */
    private static final class Garbled extends HandlerRegistry {

        private static final MethodDescriptor.Marshaller<byte[]> RAW = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };

        private final byte[] answer;

        Garbled(byte[] answer) {
            this.answer = answer;
        }

        @Override
        public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, String authority) {
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(RAW, RAW)
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName(name)
                            .build(),
                    ServerCalls.asyncUnaryCall((request, reply) -> {
                        reply.onNext(answer);
                        reply.onCompleted();
                    }));
        }
    }

    @Test
    void isNotReadyBeforeAServerThatDoesNotKnowTheService() throws IOException {
        try (TestGateway gateway = new TestGateway()) {
            gateway.on(
                    "HealthCheck",
                    TestGateway.Answer.with(io.grpc.Status.UNIMPLEMENTED
                            .withDescription("unknown service pb.Gateway")
                            .asException()));
            try (TestBridge bridge = TestBridge.before(gateway)) {
                assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(503);
            }
        }
    }

    @Test
    void mayBeAskedAgainWhereNobodyWasReached() throws IOException {
        TestGateway gone = new TestGateway();
        int port = gone.port();
        gone.close();
        try (TestBridge bridge = TestBridge.before(port)) {
            Answer answer = bridge.send("POST", "/function/f", "x");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("retryable").booleanValue()).isTrue();
        }
    }
}
