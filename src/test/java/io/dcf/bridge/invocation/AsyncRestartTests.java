package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestFunction;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queue on the disk: bridges of their own, since they restart, and have limits and authorities. */
class AsyncRestartTests {

    private static final String[] ASYNC = {"Prefer", "respond-async"};

    @TempDir
    private Path data;

    @Test
    void goesOnWhereTheLastBridgeStopped() throws IOException {
        CountDownLatch called = new CountDownLatch(1);
        AtomicBoolean fast = new AtomicBoolean();
        try (TestFunction function = new TestFunction()) {
            function.on("/slow", exchange -> {
                called.countDown();
                sleepUnless(fast);
                TestFunction.answer(exchange, 200, "done");
            });
            String running;
            String queued;
            try (TestBridge bridge = bridge("--bridge.async.concurrency=1", "--bridge.shutdown.grace=1s")) {
                function.deploy(bridge, "f");
                running = bridge.send("POST", "/function/f/slow", "", ASYNC).header("Location");
                queued = bridge.send("POST", "/function/f/slow", "", ASYNC).header("Location");
                await().until(() -> called.getCount() == 0);
                assertThat(Files.getPosixFilePermissions(data.resolve("invocations.mv.db")))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
            fast.set(true);
            try (TestBridge bridge = bridge()) {
                Answer first = bridge.get(running + "?wait=60s");
                assertThat(first.json().path("state").stringValue()).isEqualTo("succeeded");
                assertThat(first.json().path("attempts").intValue()).isEqualTo(2);
                Answer second = bridge.get(queued + "?wait=60s");
                assertThat(second.json().path("state").stringValue()).isEqualTo("succeeded");
                assertThat(second.json().path("attempts").intValue()).isEqualTo(1);
                assertThat(bridge.get(queued + "/output").body()).isEqualTo("done");
            }
        }
    }

    private static void sleepUnless(AtomicBoolean fast) {
        try {
            Thread.sleep(fast.get() ? 0 : 60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TestBridge bridge(String... settings) {
        String[] all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "--bridge.embedded.data-dir=" + data;
        return TestBridge.embedded(all);
    }

    /** Through Invoke, and with the database that the setting names. */
    @Test
    void runsFunctionsOfAGatewayWithoutHttp() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.async.url=jdbc:h2:file:" + data.resolve("own"),
                        "--bridge.async.backoff=10ms")) {
            gateway.on("Invoke", (request, reply) -> {
                boolean first = calls.getAndIncrement() == 0;
                (first
                                ? TestGateway.Answer.with(Status.RESOURCE_EXHAUSTED.asRuntimeException())
                                : TestGateway.Answer.msg("done"))
                        .to(request, reply);
            });
            String path = bridge.send("POST", "/function/f", "x", ASYNC).header("Location");
            assertThat(bridge.get(path + "?wait=60s").json().path("state").stringValue())
                    .isEqualTo("succeeded");
            assertThat(bridge.get(path + "/output").body()).isEqualTo("done");
            assertThat(data.resolve("own.mv.db")).exists();
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    void needsADatabaseBeforeAnotherGateway() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway, "--bridge.embedded.data-dir=")) {
            Answer refused = bridge.send("POST", "/function/f", "x", ASYNC);
            assertThat(refused.status()).isEqualTo(501);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.async.url");
            assertThat(bridge.get("/api/v1/invocations").status()).isEqualTo(501);
            assertThat(bridge.get("/actuator/prometheus").status()).isEqualTo(200);
        }
    }

    @Test
    void keepsOnlySoMuchForSoLong() {
        try (TestBridge bridge = bridge("--bridge.async.max-count=2", "--bridge.async.retention=1s")) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            String first = bridge.send("POST", "/function/echo", "1", ASYNC).header("Location");
            bridge.send("POST", "/function/echo", "2", ASYNC);
            Answer refused = bridge.send("POST", "/function/echo", "3", ASYNC);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            await().until(() -> bridge.get(first).status() == 404);
            await().until(() ->
                    bridge.send("POST", "/function/echo", "3", ASYNC).status() == 202);
        }
    }

    @Test
    void showsInvocationsToThoseWhoMayInvokeTheirFunction() throws IOException {
        Path tokens = Files.writeString(
                data.resolve("tokens"),
                "all:" + TokenTests.sha256("all") + ":functions:read,functions:write,functions:invoke,team-a\n"
                        + "some:" + TokenTests.sha256("some") + ":functions:invoke\n"
                        + "none:" + TokenTests.sha256("none") + ":functions:read\n");
        try (TestBridge bridge = TestBridge.embedded(
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + tokens,
                "--bridge.security.functions=a-*=team-a")) {
            String[] all = {"Authorization", "Bearer all", "Content-Type", "application/json"};
            bridge.send("POST", "/api/v1/functions", "{\"service\":\"a-echo\",\"image\":\"builtin/echo\"}", all);
            Answer accepted = bridge.send(
                    "POST", "/function/a-echo", "x", "Authorization", "Bearer all", "Prefer", "respond-async");
            String path = accepted.header("Location");
            assertThat(bridge.get(path + "?wait=30s", "Authorization", "Bearer all")
                            .status())
                    .isEqualTo(200);
            assertThat(bridge.get(path, "Authorization", "Bearer some").status())
                    .isEqualTo(404);
            assertThat(bridge.get(path + "/output", "Authorization", "Bearer some")
                            .status())
                    .isEqualTo(404);
            assertThat(bridge.send("DELETE", path, "", "Authorization", "Bearer some")
                            .status())
                    .isEqualTo(404);
            assertThat(bridge.get("/api/v1/invocations", "Authorization", "Bearer some")
                            .body())
                    .isEqualTo("{\"invocations\":[]}");
            assertThat(bridge.get("/api/v1/invocations", "Authorization", "Bearer all")
                            .body())
                    .contains("a-echo");
            assertThat(bridge.get(path, "Authorization", "Bearer none").status())
                    .isEqualTo(403);
        }
    }
}
