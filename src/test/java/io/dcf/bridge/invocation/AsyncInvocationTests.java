package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestFunction;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invocations whose clients do not wait, with the queue in memory. */
class AsyncInvocationTests {

    private static TestFunction function;
    private static TestBridge bridge;
    private static final AtomicInteger BUSY = new AtomicInteger();

    @BeforeAll
    static void start() throws IOException {
        function = new TestFunction();
        function.on("/teapot", exchange -> {
            exchange.getResponseHeaders().add("X-Own", "mine");
            TestFunction.answer(exchange, 418, "short and stout");
        });
        function.on("/busy", exchange -> TestFunction.answer(exchange, BUSY.getAndDecrement() > 0 ? 503 : 200, "done"));
        bridge = TestBridge.embedded(
                "--bridge.async.backoff=10ms", "--bridge.async.concurrency=4", "--bridge.async.workers=4");
        function.deploy(bridge, "f");
        bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
        bridge.post("/api/v1/functions", "{\"service\":\"env\",\"image\":\"builtin/env\"}");
        bridge.post("/api/v1/functions", "{\"service\":\"fail\",\"image\":\"builtin/fail\"}");
        bridge.post(
                "/api/v1/functions",
                "{\"service\":\"slow\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"60s\"}}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        function.close();
    }

    private static Answer submit(String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Prefer";
        all[1] = "respond-async";
        return bridge.send("POST", path, body, all);
    }

    /** Submits it, and returns its state once that is final. */
    private static Answer run(String path, String body, String... headers) {
        Answer accepted = submit(path, body, headers);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
        return await().until(() -> bridge.get(accepted.header("Location")), answer -> isFinal(answer));
    }

    private static boolean isFinal(Answer answer) {
        return !List.of("queued", "running").contains(state(answer));
    }

    private static String state(Answer answer) {
        return answer.json().path("state").stringValue();
    }

    private static Answer output(Answer state) {
        return bridge.get("/api/v1/invocations/" + state.json().path("id").stringValue() + "/output");
    }

    @Test
    void acceptsAnInvocation() {
        Answer accepted = submit("/function/echo", "hello");
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
        String id = accepted.json().path("id").stringValue();
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/invocations/" + id);
        assertThat(accepted.json().path("function").stringValue()).isEqualTo("echo");
    }

    @Test
    void keepsStateAndOutput() {
        Answer state = run("/api/v1/functions/echo/invocations", "hello");
        assertThat(state(state)).isEqualTo("succeeded");
        assertThat(state.json().path("attempts").intValue()).isEqualTo(1);
        assertThat(state.json().path("finished").stringValue()).isNotEmpty();
        assertThat(output(state).body()).isEqualTo("hello");
    }

    @Test
    void passesHttpOnAsASynchronousInvocationDoes() {
        Answer output = output(run("/function/f/a/b?c=d", "body", "X-Mine", "yes"));
        assertThat(output.body()).contains("POST", "/a/b?c=d", "body");
        assertThat(output.body().toLowerCase(Locale.ROOT)).contains("x-mine: yes");
    }

    @Test
    void keepsTheStatusAndTheHeadersOfAFunctionThatFails() {
        Answer state = run("/function/f/teapot", "");
        assertThat(state(state)).isEqualTo("failed");
        assertThat(state.json().path("problem").path("status").intValue()).isEqualTo(418);
        Answer output = output(state);
        assertThat(output.status()).isEqualTo(418);
        assertThat(output.header("X-Own")).isEqualTo("mine");
        assertThat(output.body()).isEqualTo("short and stout");
    }

    @Test
    void retriesWhatHasNotRun() {
        BUSY.set(2);
        Answer state = run("/function/f/busy", "");
        assertThat(state(state)).isEqualTo("succeeded");
        assertThat(state.json().path("attempts").intValue()).isEqualTo(3);
    }

    @Test
    void retriesAnyFailureOnlyOnRequest() {
        assertThat(run("/function/fail", "").json().path("attempts").intValue()).isEqualTo(1);
        Answer state = run("/function/fail", "", "X-Async-Retry", "any", "X-Async-Attempts", "2");
        assertThat(state(state)).isEqualTo("failed");
        assertThat(state.json().path("attempts").intValue()).isEqualTo(2);
        assertThat(output(state).status()).isEqualTo(404);
    }

    @Test
    void refusesWhatASynchronousInvocationRefuses() {
        assertThat(submit("/function/nobody", "").status()).isEqualTo(404);
        assertThat(submit("/function/echo", "", "X-Async-Attempts", "0").pointsTo("/X-Async-Attempts"))
                .isTrue();
        assertThat(bridge.get("/api/v1/invocations/x").status()).isEqualTo(404);
    }

    @Test
    void takesARepeatedIdempotencyKeyForTheSameInvocation() {
        Answer first = submit("/function/echo", "a", "Idempotency-Key", "k1");
        Answer repeated = submit("/function/echo", "a", "Idempotency-Key", "k1");
        assertThat(repeated.status()).isEqualTo(202);
        assertThat(repeated.header("Location")).isEqualTo(first.header("Location"));
        assertThat(submit("/function/echo", "b", "Idempotency-Key", "k1").status())
                .isEqualTo(422);
        assertThat(submit("/function/env", "b", "Idempotency-Key", "k1").status())
                .isEqualTo(202);
        assertThat(submit("/function/echo", "a", "Idempotency-Key", "k2").header("Location"))
                .isNotEqualTo(first.header("Location"));
        assertThat(submit("/function/echo", "a", "Idempotency-Key", "k 1").status())
                .isEqualTo(400);
    }

    @Test
    void runsAFunctionBesideTheBacklogOfAnother() {
        bridge.put("/api/v1/functions/nap", "{\"service\":\"nap\",\"image\":\"builtin/sleep\"}");
        List<String> backlog = Stream.generate(() -> submit("/function/nap", "").header("Location"))
                .limit(24)
                .toList();
        assertThat(state(run("/function/echo", ""))).isEqualTo("succeeded");
        String queued = "/api/v1/invocations?function=nap&state=queued";
        assertThat(bridge.get(queued).json().path("invocations").size()).isPositive();
        backlog.forEach(bridge::delete);
    }

    @Test
    void cancelsTheRunningCall() {
        Answer accepted = submit("/function/slow", "");
        String path = accepted.header("Location");
        await().until(() -> state(bridge.get(path)).equals("running"));
        assertThat(bridge.get(path + "/output").status()).isEqualTo(409);
        assertThat(state(bridge.delete(path))).isEqualTo("cancelled");
        assertThat(bridge.delete(path).status()).isEqualTo(409);
        await().until(() -> !bridge.get("/actuator/prometheus").body().contains("bridge_invocations_in_flight 1.0"));
        assertThat(state(bridge.get(path))).isEqualTo("cancelled");
    }

    @Test
    void runsAFailedInvocationAgain() {
        BUSY.set(1);
        Answer state = run("/function/f/busy", "", "X-Async-Attempts", "1");
        assertThat(state(state)).isEqualTo("failed");
        String path = "/api/v1/invocations/" + state.json().path("id").stringValue();
        assertThat(bridge.get(path + "/output").status()).isEqualTo(503);
        Answer retried = bridge.post(path + "/retry", "");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.header("Location")).isEqualTo(path);
        Answer again = bridge.get(path + "?wait=30s");
        assertThat(state(again)).isEqualTo("succeeded");
        assertThat(again.json().path("attempts").intValue()).isEqualTo(2);
        assertThat(bridge.get(path + "/output").body()).isEqualTo("done");
        assertThat(bridge.post(path + "/retry", "").status()).isEqualTo(409);
    }

    @Test
    void waitsForTheEndOfAnInvocation() {
        Answer accepted = submit("/function/slow", "");
        String path = accepted.header("Location");
        assertThat(state(bridge.get(path + "?wait=100ms"))).isIn("queued", "running");
        assertThat(bridge.get(path + "?wait=1x").pointsTo("/wait")).isTrue();
        CompletableFuture<Answer> waiting = bridge.sendAsync("GET", path + "?wait=1h", "");
        bridge.delete(path);
        assertThat(state(waiting.join())).isEqualTo("cancelled");
    }

    @Test
    void sendsStatesAsEvents() {
        String path = submit("/function/echo", "x").header("Location");
        Answer events = bridge.get(path, "Accept", "text/event-stream");
        assertThat(events.header("Content-Type")).startsWith("text/event-stream");
        assertThat(events.body()).contains("event: state\ndata: {\"id\":").contains("\"state\":\"succeeded\"");
    }

    @Test
    void measuresTheQueue() {
        run("/function/echo", "");
        Answer meters = bridge.get("/actuator/prometheus");
        assertThat(meters.body())
                .contains("bridge_async_attempts_total{outcome=\"succeeded\"}")
                .contains("bridge_async_invocations{state=\"queued\"}", "bridge_async_oldest_queued_seconds ");
    }

    @Test
    void takesTheAttemptsFromAnAnnotation() {
        bridge.put("/api/v1/functions/often", """
                {"service":"often","image":"builtin/fail",
                 "annotations":{"dcf.io/async-attempts":"2","dcf.io/async-retry":"any"}}""");
        assertThat(run("/function/often", "").json().path("attempts").intValue())
                .isEqualTo(2);
    }

    @Test
    void listsInvocationsPageByPage() {
        for (int i = 0; i < 3; i++) {
            run("/function/env", "");
        }
        Answer first = bridge.get("/api/v1/invocations?function=env&state=succeeded&limit=2");
        assertThat(first.json().path("invocations").size()).isEqualTo(2);
        String next = first.header("Link").replaceAll("<(.*)>.*", "$1");
        assertThat(next).contains("function=env", "state=succeeded", "limit=2");
        Answer second = bridge.get(next);
        assertThat(second.json().path("invocations").size()).isEqualTo(1);
        assertThat(second.json().has("continue")).isFalse();
        assertThat(bridge.get("/api/v1/invocations?function=unknown")
                        .json()
                        .path("invocations")
                        .size())
                .isZero();
        assertThat(bridge.get("/api/v1/invocations?limit=0").pointsTo("/limit")).isTrue();
    }
}
