package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Many, slow, large and cancelled invocations. */
class InvocationsTests {

    /** More than Tomcat has threads by default. */
    private static final int MANY = 300;

    @Test
    void waitsForManyFunctions() throws IOException {
        Queue<StreamObserver<Object>> waiting = new ConcurrentLinkedQueue<>();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on("Invoke", (request, reply) -> waiting.add(reply));
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                answers.add(bridge.sendAsync("POST", "/function/f", "x"));
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> waiting.size() == MANY);
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(200);
            waiting.forEach(reply -> TestGateway.Answer.msg("done").to("", reply));
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
                assertThat(answer.join().body()).isEqualTo("done");
            });
        }
    }

    @Test
    void leavesThreadsForOtherRequests() throws IOException {
        Queue<StreamObserver<Object>> waiting = new ConcurrentLinkedQueue<>();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway, "--bridge.limits.requests=40", "--bridge.limits.function-requests=40")) {
            gateway.on("Invoke", (request, reply) -> waiting.add(reply));
            for (int i = 0; i < 38; i++) {
                bridge.sendAsync("POST", "/function/f" + i % 3, "x");
            }
            await().until(() -> waiting.size() == 38);
            Answer refused = bridge.post("/function/other", "x");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.limits.requests");
            assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            waiting.forEach(reply -> TestGateway.Answer.msg("done").to("", reply));
        }
    }

    @Test
    void answersEachRequestOnce() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on("Invoke", (request, reply) -> {
                var output = ((InvokeServiceRequest) request).getInput();
                TestGateway.Answer.with(Message.newBuilder().setMsgBytes(output).build())
                        .to(request, reply);
            });
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                answers.add(bridge.sendAsync("POST", "/function/f", "input " + i));
                if (i % 50 == 49) {
                    answers.get(i).join();
                }
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).join().body()).isEqualTo("input " + i);
            }
        }
    }

    @Test
    void isNotBlockedByASlowClient() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on("Invoke", TestGateway.Answer.msg("x".repeat(4_000_000)));
            List<Socket> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < 20; i++) {
                    Socket reader = new Socket();
                    reader.setReceiveBufferSize(4096);
                    reader.connect(new java.net.InetSocketAddress("127.0.0.1", bridge.port()));
                    reader.getOutputStream()
                            .write("POST /function/f HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    stalled.add(reader);
                }
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> gateway.methods().size() == 20);
                gateway.on("Invoke", TestGateway.Answer.msg("quick"));
                assertThat(bridge.send("POST", "/function/f", "x").body()).isEqualTo("quick");
                assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(200);
            } finally {
                for (Socket reader : stalled) {
                    reader.close();
                }
            }
        }
    }

    @Test
    void completesBeforeTheBridgeStops() {
        TestBridge bridge = TestBridge.embedded();
        bridge.post(
                "/api/v1/functions",
                "{\"service\":\"slow\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"1500ms\"}}");
        CompletableFuture<Answer> answer = bridge.sendAsync("POST", "/function/slow", "still here");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bridge.get("/api/v1/functions/slow")
                                .json()
                                .path("invocationCount")
                                .intValue()
                        == 1);
        bridge.close();
        assertThat(answer.join().body()).isEqualTo("still here");
    }

    @Test
    void survivesManyDisconnects() throws IOException {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post(
                    "/api/v1/functions",
                    "{\"service\":\"slow\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"300ms\"}}");
            for (int i = 0; i < 20; i++) {
                try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
                    socket.getOutputStream()
                            .write("POST /function/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> bridge.get("/api/v1/functions/slow/logs")
                                    .body()
                                    .lines()
                                    .count()
                            == 21);
            assertThat(bridge.send("POST", "/function/slow", "me").body()).isEqualTo("me");
        }
    }

    @Test
    void invokesWithAnEmptyInput() throws IOException {
        try (TestBridge bridge = TestBridge.embedded();
                Socket socket = new Socket("127.0.0.1", bridge.port())) {
            bridge.post("/api/v1/functions", "{\"service\":\"hash\",\"image\":\"builtin/sha256\"}");
            socket.getOutputStream()
                    .write("POST /function/hash HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            assertThat(new String(answer.readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("\r\n\r\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        }
    }
}
