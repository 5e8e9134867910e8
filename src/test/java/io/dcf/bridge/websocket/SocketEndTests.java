package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestSocket;
import io.dcf.bridge.TestSocket.Frame;
import io.dcf.bridge.stream.Upstream;
import io.grpc.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** How a WebSocket ends, and how it detects that its client has disconnected. */
@BufferLeaks.Every
class SocketEndTests {

    private static TestGateway gateway;
    private static TestBridge bridge;
    private BlockingQueue<Upstream> opened;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.stream.heartbeat=400ms");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void keepStreams() {
        gateway.reset();
        opened = Upstream.of(gateway, true);
    }

    @Test
    void sendsTheRefusalOfTheGateway() throws IOException {
        assertEnd(Status.NOT_FOUND.withDescription("no such function"), 404, "no such function");
        assertEnd(Status.INTERNAL.withDescription("it broke"), 502, "it broke"); // GetMeta knows the function
        assertEnd(Status.UNAVAILABLE.withDescription("not now"), 503, "not now");
    }

    @Test
    void isNotFoundIfTheGatewayIsVagueAboutAnUnknownFunction() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            gateway.on(
                    "GetMeta",
                    TestGateway.Answer.with(
                            Status.NOT_FOUND.withDescription("gone").asException()));
            stream.fail(Status.INTERNAL);
            Frame close = socket.message();
            assertThat(close.code()).isEqualTo(4404);
            assertThat(close.reason().path("detail").stringValue()).isEqualTo("gone");
        }
    }

    @Test
    void sendsTheTimeout() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f", "X-Timeout", "300ms")) {
            assertThat(socket.message().code()).isEqualTo(4504);
        }
    }

    @Test
    void sendsThatTheGatewayHasNoStreams() throws IOException {
        gateway.reset();
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            assertThat(socket.message().code()).isEqualTo(4501);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "\\", "é", "☃", "\ud83d\ude00", "a\ud83d\ude00", "ab\ud83d\ude00"})
    void shortensReasonsToACloseFrame(String piece) throws IOException {
        for (int count = 20; count <= 200; count += 45) {
            String detail = piece.repeat(count);
            try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
                Upstream.next(opened).fail(Status.NOT_FOUND.withDescription(detail));
                Frame close = socket.message();
                assertThat(close.code()).isEqualTo(4404);
                assertThat(close.payload().length - 2).isLessThanOrEqualTo(123);
                String sent = close.reason().path("detail").stringValue();
                if (!sent.equals(detail)) {
                    assertThat(sent).endsWith("...");
                    assertThat(detail).startsWith(sent.substring(0, sent.length() - 3));
                    assertThat(close.payload().length - 2).isGreaterThan(80);
                }
            }
        }
    }

    @Test
    void sendsWholeProblemsWithTheirSubprotocol() throws IOException {
        String detail = "x".repeat(300);
        try (TestSocket socket =
                TestSocket.ask(bridge.port(), 0, "f", "Sec-WebSocket-Protocol", "other, problem+json")) {
            assertThat(socket.head().header("Sec-WebSocket-Protocol")).isEqualTo("problem+json");
            Upstream.next(opened).fail(Status.NOT_FOUND.withDescription(detail));
            Frame last = socket.message();
            assertThat(last.opcode()).isEqualTo(TestSocket.TEXT);
            var problem = JsonMapper.shared().readTree(last.text()).path("problem");
            assertThat(problem.path("detail").stringValue()).isEqualTo(detail);
            assertThat(problem.path("status").asInt()).isEqualTo(404);
            assertThat(problem.path("instance").stringValue()).isEqualTo("/api/v1/functions/f/stream");
            assertThat(socket.message().code()).isEqualTo(4404);
        }
    }

    @Test
    void followsAllOutputs() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            for (int i = 0; i < 100; i++) {
                stream.send("out " + i);
            }
            stream.end();
            for (int i = 0; i < 100; i++) {
                assertThat(socket.message().text()).isEqualTo("out " + i);
            }
            assertThat(socket.message().code()).isEqualTo(1000);
        }
    }

    @Test
    void doesNotReachAClientThatAnswersPings() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            for (int i = 0; i < 5; i++) {
                Frame ping = socket.frame();
                assertThat(ping.opcode()).isEqualTo(TestSocket.PING);
                socket.send(TestSocket.PONG, true, ping.payload());
            }
            stream.send("still there");
            assertThat(socket.message().text()).isEqualTo("still there");
        }
    }

    @Test
    void reachesAClientThatDoesNotAnswerPings() throws Exception {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            assertThat(socket.frame().opcode()).isEqualTo(TestSocket.PING);
            assertThat(socket.frame().code()).isEqualTo(1001);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void reachesClientsAtShutdown() throws Exception {
        TestBridge other = TestBridge.before(gateway);
        try (TestSocket socket = TestSocket.open(other.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            other.close();
            assertThat(socket.message().code()).isEqualTo(1001);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void waitsForAClientThatReadsTheLastOutputSlowly() throws Exception {
        byte[] last = new byte[3 << 20];
        try (TestSocket socket = TestSocket.open(bridge.port(), 32 << 10, "f")) {
            Upstream stream = Upstream.next(opened);
            stream.send(last);
            stream.end();
            TimeUnit.MILLISECONDS.sleep(300); // within a heartbeat, but likely over the end of one
            assertThat(socket.message().payload()).hasSize(last.length);
            assertThat(socket.message().code()).isEqualTo(1000);
        }
    }

    @Test
    void closesTheStream() throws IOException {
        assertEnd(Status.NOT_FOUND.withDescription("none"), 404, "none");
        await().until(() -> bridge.get("/actuator/prometheus").body().contains("bridge_streams_open 0.0"));
    }

    /** Awaitility reports exceptions that end a thread of the bridge. */
    @Test
    void logsNothingIfTheClientDisconnectsMeanwhile() {
        CompletableFuture<Void> left = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
                    Upstream stream = Upstream.next(opened);
                    CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                        stream.send("last");
                        stream.fail(Status.NOT_FOUND);
                    });
                    socket.reset();
                    end.join();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        await().atMost(1, TimeUnit.MINUTES).until(() -> left.isDone() && bridge.waiting() == 0);
        left.join();
    }

    @Test
    void doesNotFollowPingsBetweenManyFrames() {
        Upstream.echo(gateway);
        IntStream.range(0, 4).parallel().forEach(i -> {
            Random random = new Random(i);
            try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
                for (int round = 0; round < 150; round++) {
                    String text = (char) ('a' + random.nextInt(26)) + "☃".repeat(random.nextInt(6_000));
                    socket.text(text);
                    socket.text("");
                    assertThat(socket.message().text().equals(text)).isTrue();
                    assertThat(socket.message().payload()).isEmpty();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void assertEnd(Status status, int expected, String detail) throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream.next(opened).fail(status);
            Frame close = socket.message();
            assertThat(close.code()).isEqualTo(4000 + expected);
            assertThat(close.reason().path("status").asInt()).isEqualTo(expected);
            assertThat(close.reason().path("detail").stringValue()).isEqualTo(detail);
        }
    }
}
