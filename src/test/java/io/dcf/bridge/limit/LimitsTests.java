package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestSocket;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.Functions;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Messages;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exceeds each limit over a real socket, and checks that all permits are released. */
class LimitsTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String BODY = "x".repeat(200_000);
    private static TestGateway gateway;
    private static TestBridge bridge;
    private static RequestLimiter limiter;

    private final Queue<StreamObserver<Object>> waiting = new ConcurrentLinkedQueue<>();
    private final List<Raw> open = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.limits.requests=4",
                "--bridge.limits.function-requests=2",
                "--bridge.limits.streams=1",
                "--bridge.limits.followed-logs=1",
                "--bridge.limits.memory=128KB",
                "--bridge.limits.body-time=1s",
                "--bridge.limits.head-time=1s",
                "--spring.jackson.factory.constraints.read.max-token-count=7000");
        limiter = bridge.bean("requestLimiter", RequestLimiter.class);
    }

    @AfterAll
    static void stop() throws IOException {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void waitForFunctions() {
        gateway.reset();
        gateway.onInvokes((request, reply) -> {
            String function = ((InvokeServiceRequest) request).getService();
            if (function.startsWith("slow")) {
                waiting.add(reply);
            } else if (function.equals("quick")) {
                output("done").to(request, reply);
            }
        });
    }

    private static TestGateway.Answer output(String text) {
        return TestGateway.Answer.with(
                Messages.newBuilder().setOutput(ByteString.copyFromUtf8(text)).build());
    }

    @AfterEach
    void allPermitsAreReleased() throws IOException {
        for (Raw connection : open) {
            connection.close();
        }
        await().untilAsserted(() -> {
            assertThat(limiter.requests.used()).isZero();
            assertThat(limiter.functions.size()).isZero();
            assertThat(limiter.streams.used()).isZero();
            assertThat(limiter.followedLogs.used()).isZero();
            assertThat(limiter.memory.used()).isZero();
            assertThat(limiter.clients.size()).isZero();
        });
    }

    @Test
    void refusesMoreOfOneFunctionAndNoOther() throws IOException {
        post("/function/slow", "a");
        post(FUNCTIONS + "/slow/invocations", "b");
        await().until(() -> waiting.size() == 2);
        assertRefused(bridge.post("/function/slow", "x"), 429, "bridge.limits.function-requests");
        assertRefused(bridge.post(FUNCTIONS + "/slow/stream", "{}"), 429, "bridge.limits.function-requests");
        assertThat(bridge.post("/function/quick", "x").body()).isEqualTo("done");
        waiting.forEach(reply -> output("late").to("", reply));
        await().until(() -> limiter.functions.size() == 0);
        assertThat(bridge.post("/function/quick", "x").status()).isEqualTo(200);
    }

    @Test
    void refusesMoreRequestsExceptProbes() throws IOException {
        for (String function : List.of("slow1", "slow2", "slow3", "slow4")) {
            post("/function/" + function, "a");
        }
        await().until(() -> waiting.size() == 4);
        assertRefused(bridge.get(FUNCTIONS), 503, "bridge.limits.requests");
        assertRefused(bridge.post("/function/quick", "x"), 503, "bridge.limits.requests");
        assertThat(bridge.get("/livez").status()).isEqualTo(200);
        assertThat(bridge.get("/readyz").status()).isEqualTo(200);
        assertThat(bridge.get("/actuator/prometheus").body())
                .contains(
                        "bridge_limits_used{limit=\"requests\"} 4.0", "bridge_limits_capacity{limit=\"requests\"} 4.0");
    }

    @Test
    void refusesMoreStreams() throws IOException {
        connect()
                .send("POST " + FUNCTIONS + "/a/stream HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n");
        await().until(() -> limiter.streams.used() == 1);
        assertRefused(bridge.post(FUNCTIONS + "/b/stream", "{}"), 503, "bridge.limits.streams");
        assertThat(socket("b").rest()).startsWith("HTTP/1.1 503").contains("bridge.limits.streams");
    }

    @Test
    void countsWebSockets() throws IOException {
        socket("a");
        await().until(() -> limiter.streams.used() == 1);
        assertRefused(bridge.post(FUNCTIONS + "/b/stream", "{}"), 503, "bridge.limits.streams");
    }

    @Test
    void refusesToFollowMoreLogs() throws IOException {
        connect().send("GET " + FUNCTIONS + "/a/logs HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
        await().until(() -> limiter.followedLogs.used() == 1);
        assertRefused(
                bridge.get(FUNCTIONS + "/b/logs", "Accept", "text/event-stream"), 503, "bridge.limits.followed-logs");
        assertThat(bridge.get(FUNCTIONS + "/b/logs").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/quick", FUNCTIONS, FUNCTIONS + "/b/stream"})
    void refusesBodiesWithoutFreeMemory(String path) throws IOException {
        String head = "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        String chunked = connect()
                .send(head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(BODY.length()) + "\r\n"
                        + BODY.replace('x', ' ') + "\r\n")
                .rest();
        assertThat(chunked).startsWith("HTTP/1.1 429").contains("bridge.limits.memory", "Retry-After: 1");
        if (!path.endsWith("stream")) { // a stream holds only what the gateway has not read
            String announced = connect()
                    .send(head + "Content-Length: " + BODY.length() + "\r\n\r\n")
                    .rest();
            assertThat(announced).startsWith("HTTP/1.1 503").contains("bridge.limits.memory", "Retry-After: 1");
        }
    }

    @Test
    void leavesMemoryForOthersBesideASlowSender() throws IOException {
        String head =
                "POST " + FUNCTIONS + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
        for (int i = 0; i < 2; i++) {
            connect().send(head + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
        }
        await().until(() -> limiter.memory.used() == 64 << 10);
        String definition = "{\"service\":\"f\",\"image\":\"i\"}";
        String deploy = head + "Content-Length: " + definition.length() + "\r\n\r\n" + definition;
        assertThat(connect().send(deploy).rest()).startsWith("HTTP/1.1 429").contains("half of bridge.limits.memory");
        try (Raw other = new Raw(bridge.port(), "127.0.0.2")) {
            assertThat(other.send(deploy).rest()).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void countsInputsOfWebSocketsAgainstTheShareOfTheirClient() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "a")) {
            socket.send(TestSocket.BINARY, false, new byte[(64 << 10) + 1]);
            TestSocket.Frame close = socket.message();
            assertThat(close.code()).isEqualTo(4429);
            assertThat(close.reason().path("detail").stringValue()).contains(" 65536 bytes");
        }
    }

    @Test
    void refusesOutputsWithoutFreeMemory() {
        gateway.onInvokes(output(BODY));
        assertRefused(bridge.post("/function/f", "x"), 503, "bridge.limits.memory");
    }

    @Test
    void refusesRepliesWithoutFreeMemory() {
        gateway.on("GetLog", TestGateway.Answer.msg(BODY));
        assertRefused(bridge.get(FUNCTIONS + "/a/logs"), 503, "bridge.limits.memory");
        assertRefused(bridge.get(FUNCTIONS + "/a/logs", "Accept", "text/event-stream"), 503, "bridge.limits.memory");
        gateway.on(
                "List",
                TestGateway.Answer.with(Functions.newBuilder()
                        .addFunctions(Function.newBuilder().setName("f").setImage(BODY))
                        .build()));
        assertRefused(bridge.get(FUNCTIONS), 503, "bridge.limits.memory");
    }

    @Test
    void countsTheLogThatAFollowerHasRead() throws IOException {
        gateway.on("GetLog", TestGateway.Answer.msg("x".repeat(10_000)));
        connect().send("GET " + FUNCTIONS + "/a/logs HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n");
        await().until(() -> limiter.memory.used() > 10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/quick", FUNCTIONS})
    void endsASlowBody(String path) throws Exception {
        for (String framing : List.of("Content-Length: 1000", "Transfer-Encoding: chunked")) {
            Raw connection = connect()
                    .send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + framing
                            + "\r\n\r\n");
            Trickle trickle = new Trickle(connection, framing.startsWith("C") ? " " : "1\r\n \r\n");
            assertThat(connection.rest()).as(framing).startsWith("HTTP/1.1 408").contains("bridge.limits.body-time");
            trickle.join();
        }
    }

    @Test
    void endsASlowHead() throws Exception {
        Raw connection = connect().send("GET /api/v1/info HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        Trickle trickle = new Trickle(connection, "a");
        assertThat(connection.rest()).isEmpty();
        trickle.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/api/v1/functions/f/replicas", "/function/UPPER"})
    void doesNotWaitForAnUnusedBody(String path) throws IOException {
        String answer = connect()
                .send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nx")
                .rest();
        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json", "Connection: close");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /nowhere, Content-Length: 10, 404",
        "POST /nowhere, Transfer-Encoding: chunked, 404",
        "GET /api/v1/info, Content-Length: 10, 200",
        "GET /api/v1/info, Transfer-Encoding: chunked, 200"
    })
    void closesTheConnectionOfAMissingBody(String request, String framing, int status) throws IOException {
        String answer = connect()
                .send(request + " HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n")
                .rest();
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Connection: close");
    }

    @Test
    void keepsTheConnectionWhereTheBodyFollowsTheHead() throws Exception {
        Raw connection = connect().send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
        Thread.sleep(20);
        String answers = connection
                .send("67890GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .rest();
        assertThat(answers).startsWith("HTTP/1.1 404").contains("HTTP/1.1 200");
    }

    @Test
    void namesTheLimitThatAHeadExceeds() throws IOException {
        String rest = " HTTP/1.1\r\nHost: x\r\n";
        assertThat(connect().send("GET /" + "a".repeat(9_000) + rest + "\r\n").rest())
                .startsWith("HTTP/1.1 414")
                .contains("server.max-http-request-header-size");
        assertThat(connect()
                        .send("GET /" + rest + "X-Long: " + "a".repeat(9_000) + "\r\n\r\n")
                        .rest())
                .startsWith("HTTP/1.1 431")
                .contains("server.max-http-request-header-size");
        assertThat(connect()
                        .send("GET /" + rest + "X-Many: a\r\n".repeat(101) + "\r\n")
                        .rest())
                .startsWith("HTTP/1.1 431")
                .contains("at most 100 headers");
    }

    @Test
    void namesTheLimitThatJsonExceeds() {
        for (String json : List.of(
                "[".repeat(101) + "]".repeat(101),
                "[" + "1,".repeat(7_500) + "1]",
                "{\"" + "a".repeat(1_001) + "\":1}",
                "[" + "1".repeat(1_001) + "]")) {
            Answer answer = bridge.post(FUNCTIONS, json);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("hint").stringValue()).contains("spring.jackson.factory.constraints.read");
        }
    }

    private static void assertRefused(Answer answer, int status, String setting) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.json().path("hint").stringValue()).contains(setting);
        assertThat(answer.json().path("retryable").booleanValue()).isTrue();
    }

    private Raw connect() throws IOException {
        Raw connection = new Raw(bridge.port());
        open.add(connection);
        return connection;
    }

    private void post(String path, String body) throws IOException {
        connect().send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private Raw socket(String function) throws IOException {
        return connect()
                .send(
                        "GET " + FUNCTIONS + "/" + function + "/stream HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    }

    /** Sends a few bytes at intervals until the connection ends. */
    private static final class Trickle extends Thread {

        private final Raw connection;
        private final String little;

        Trickle(Raw connection, String little) {
            this.connection = connection;
            this.little = little;
            start();
        }

        @Override
        public void run() {
            try {
                for (int i = 0; i < 200; i++) {
                    connection.send(little);
                    sleep(50);
                }
            } catch (IOException | InterruptedException e) {
                // the bridge closed the connection
            }
        }
    }

    /** A stream whose function reads its inputs and writes no output. */
}
