package io.dcf.bridge.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.callback.TestReceiver.Received;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Callbacks of asynchronous invocations, from the header to the receiver. */
@Tag("any-jdk")
class CallbackTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int ATTEMPTS = 3;

    private static TestBridge bridge;

    private TestReceiver receiver;

    @BeforeAll
    static void startBridge() {
        bridge = start("--bridge.async.backoff=10ms");
    }

    @AfterAll
    static void stopBridge() {
        bridge.close();
    }

    @BeforeEach
    void start() throws IOException {
        receiver = new TestReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private static TestBridge start(String... settings) {
        TestBridge started = TestBridge.embedded(Stream.concat(
                        Stream.of(
                                "--bridge.async.callback.hosts=127.0.0.1,*.example.org",
                                "--bridge.async.callback.allow-private=true",
                                "--bridge.async.callback.secret=" + SECRET,
                                "--bridge.async.callback.attempts=" + ATTEMPTS),
                        Stream.of(settings))
                .toArray(String[]::new));
        for (String name : new String[] {"echo", "fail"}) {
            started.post("/api/v1/functions", "{\"service\":\"" + name + "\",\"image\":\"builtin/" + name + "\"}");
        }
        return started;
    }

    private Answer submit(TestBridge to, String function, String... headers) {
        String url = "http://127.0.0.1:" + receiver.port() + "/hook?key=secret";
        return to.send(
                "POST",
                "/function/" + function,
                "hello",
                Stream.concat(Stream.of("Prefer", "respond-async", "X-Callback-Url", url), Stream.of(headers))
                        .toArray(String[]::new));
    }

    /** The state of the callback once it is no longer waiting. */
    private static JsonNode outcome(TestBridge of, Answer accepted) {
        return await().atMost(1, TimeUnit.MINUTES)
                .until(
                        () -> of.get(accepted.header("Location")).json().path("callback"),
                        callback -> !callback.path("state").stringValue().equals("waiting"));
    }

    @Test
    void sendsTheOutput() throws InterruptedException {
        Answer accepted = submit(bridge, "echo", "X-Request-Id", "call-7");
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        assertThat(accepted.json().at("/callback/state").stringValue()).isEqualTo("waiting");
        assertThat(accepted.body()).doesNotContain("key=secret");
        Received request = receiver.next();
        assertThat(request.target()).isEqualTo("/hook?key=secret");
        assertThat(request.body()).asString().isEqualTo("hello");
        assertThat(request.header("X-call-id")).isEqualTo(accepted.header("X-Call-Id"));
        assertThat(request.header("X-function-name")).isEqualTo("echo");
        assertThat(request.header("X-function-status")).isEqualTo("200");
        assertThat(request.header("X-duration-seconds")).matches("\\d+\\.\\d{6}");
        String id = accepted.json().path("id").stringValue();
        assertThat(request.header("Webhook-id")).isEqualTo(id);
        long timestamp = Long.parseLong(request.header("Webhook-timestamp"));
        assertThat(request.header("Webhook-signature"))
                .isEqualTo(new WebhookSignature(SECRET).of(id, timestamp, request.body()));
        JsonNode callback = outcome(bridge, accepted);
        assertThat(callback.path("state").stringValue()).isEqualTo("succeeded");
        assertThat(callback.path("attempts").intValue()).isEqualTo(1);
        assertThat(callback.path("problem").isMissingNode()).isTrue();
    }

    @Test
    void sendsTheStatusOfAFunctionThatFails() throws InterruptedException {
        Answer accepted = submit(bridge, "fail");
        Received request = receiver.next();
        JsonNode problem = bridge.get(accepted.header("Location")).json().path("problem");
        assertThat(request.header("X-function-status"))
                .isEqualTo(String.valueOf(problem.path("status").intValue()));
        assertThat(request.header("Content-type")).isEqualTo("application/problem+json");
        assertThat(JsonMapper.shared().readTree(request.body()).path("detail")).isEqualTo(problem.path("detail"));
    }

    @Test
    void sendsTheResultOfEachRun() throws InterruptedException {
        Answer accepted = submit(bridge, "fail");
        assertThat(outcome(bridge, accepted).path("state").stringValue()).isEqualTo("succeeded");
        String id = receiver.next().header("Webhook-id");
        assertThat(bridge.post(accepted.header("Location") + "/retry", "").status())
                .isEqualTo(202);
        assertThat(receiver.next().header("Webhook-id")).isEqualTo(id);
        assertThat(outcome(bridge, accepted).path("attempts").intValue()).isEqualTo(1);
    }

    @Test
    void triesAgain() throws InterruptedException {
        receiver.refuse(2, 500);
        JsonNode callback = outcome(bridge, submit(bridge, "echo"));
        assertThat(callback.path("state").stringValue()).isEqualTo("succeeded");
        assertThat(callback.path("attempts").intValue()).isEqualTo(3);
        assertThat(receiver.rest())
                .hasSize(3)
                .extracting(request -> request.header("Webhook-id"))
                .containsOnly(receiver.next().header("Webhook-id"));
    }

    @Test
    void givesUpAfterItsAttempts() {
        receiver.refuse(10, 302);
        Answer accepted = submit(bridge, "echo");
        JsonNode callback = outcome(bridge, accepted);
        assertThat(callback.path("state").stringValue()).isEqualTo("failed");
        assertThat(callback.path("attempts").intValue()).isEqualTo(ATTEMPTS);
        assertThat(callback.path("problem").stringValue()).contains("302");
        assertThat(bridge.get(accepted.header("Location")).json().path("state").stringValue())
                .isEqualTo("succeeded");
        assertThat(bridge.get("/actuator/prometheus").body())
                .contains("bridge_async_callbacks_total{outcome=\"failed\"} 1.0");
    }

    @Test
    void refusesUrlsThatAreNotAllowed() {
        for (String url :
                new String[] {"http://10.0.0.1/key", "file:///key", "http://u:key@127.0.0.1/", "http://[::1]/key", ""
                }) {
            Answer refused =
                    bridge.send("POST", "/function/echo", "hello", "Prefer", "respond-async", "X-Callback-Url", url);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.pointsTo("/X-Callback-Url")).isTrue();
            assertThat(refused.body()).doesNotContain("key");
        }
    }

    @Test
    void survivesARestart(@TempDir Path directory) throws InterruptedException {
        receiver.refuse(1, 503);
        Answer accepted;
        String data = "--bridge.embedded.data-dir=" + directory;
        try (TestBridge first = start(data, "--bridge.async.backoff=2s")) {
            accepted = submit(first, "echo");
            receiver.next();
        }
        try (TestBridge second = start(data)) {
            assertThat(receiver.next().body()).asString().isEqualTo("hello");
            JsonNode callback = outcome(second, accepted);
            assertThat(callback.path("state").stringValue()).isEqualTo("succeeded");
        }
    }
}
