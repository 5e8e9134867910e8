package io.dcf.bridge.functionlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestConnection;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestRequest.Event;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Followed logs. */
class LogFollowerTests {

    private static final String PATH = "/api/v1/functions/f/logs";
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.stream.log-interval=100ms", "--bridge.stream.heartbeat=200ms");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void sendsTheLastLinesAndThenNewOnes() throws IOException {
        log("1\n2\n3\n");
        try (TestRequest request = follow("?tail=2")) {
            TestConnection.Head head = request.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
            assertLines(request, "2", "3");
            log("1\n2\n3\n4\n\u2603\n");
            assertLines(request, "4", "\u2603");
            log("4\n\u2603\n6\n"); // old lines are gone
            assertLines(request, "6");
        }
    }

    @Test
    void continuesAfterTheLastEventId() throws IOException {
        String id;
        log("1\n2\n3\n4\n");
        try (TestRequest request = follow("?tail=3")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "2");
            id = request.event().id(); // of 3
        }
        log("1\n2\n3\n4\n5\n");
        try (TestRequest request = follow("?tail=1", "Last-Event-ID", id)) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "4", "5");
            log("1\n2\n3\n4\n5\n6\n");
            assertLines(request, "6");
        }
    }

    @Test
    void continuesIfOldLinesAreGone() throws IOException {
        String id;
        log(lines(1, 20));
        try (TestRequest request = follow("")) {
            assertThat(request.head().status()).isEqualTo(200);
            for (int i = 1; i < 20; i++) {
                request.event();
            }
            id = request.event().id();
        }
        log(lines(10, 22));
        try (TestRequest request = follow("", "Last-Event-ID", id)) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "21", "22");
        }
        log(lines(30, 33));
        try (TestRequest request = follow("?tail=1", "Last-Event-ID", id)) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "30", "31", "32", "33");
        }
    }

    private static String lines(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    @Test
    void continuesInEachInstance() throws IOException {
        gateway.on("GetLog", TestGateway.Answer.msg("---\nName: f\nLog:\na\nb\n---\nName: f\nLog:\nc\nd\n"));
        String id;
        try (TestRequest request = follow("?tail=1")) {
            assertThat(request.head().status()).isEqualTo(200);
            id = request.event().id(); // of b
        }
        try (TestRequest request = follow("?tail=1", "Last-Event-ID", id)) {
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.event().json().path("text").stringValue()).isEqualTo("d");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"42", ".", "a.b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void refusesAnInvalidId(String id) {
        TestBridge.Answer answer = bridge.get(PATH, "Accept", "text/event-stream", "Last-Event-ID", id);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/Last-Event-ID")).isTrue();
    }

    @Test
    void sendsLinesSinceATimeAndThenNewOnes() throws IOException {
        log("2026-01-01T00:00:00Z old\n2026-01-02T00:00:00Z new\n");
        try (TestRequest request = follow("?since=2026-01-01T12:00:00Z")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "2026-01-02T00:00:00Z new");
            log("2026-01-01T00:00:00Z old\n2026-01-02T00:00:00Z new\nwithout a time\n");
            assertLines(request, "without a time");
        }
    }

    @Test
    void sendsHeartbeatsWhileThereAreNoLines() throws IOException {
        log("");
        try (TestRequest request = follow("")) {
            assertThat(request.head().status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(request.bodyLine()).isEqualTo(":");
                assertThat(request.bodyLine()).isEmpty();
            }
            log("at last\n");
            assertLines(request, "at last");
        }
    }

    @Test
    void isAStatusIfTheFunctionIsUnknown() {
        gateway.on(
                "GetLog",
                TestGateway.Answer.with(Status.NOT_FOUND.withDescription("none").asException()));
        TestBridge.Answer answer = bridge.get(PATH, "Accept", "text/event-stream");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void sendsOnlyHeadersForHead() {
        TestBridge.Answer answer = bridge.send("HEAD", PATH, "", "Accept", "text/event-stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
    }

    @Test
    void refusesInvalidParameters() {
        assertThat(bridge.get(PATH + "?tail=-1", "Accept", "text/event-stream").status())
                .isEqualTo(400);
        assertThat(bridge.get(PATH + "?since=nonsense", "Accept", "text/event-stream")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void endsWithAProblemIfTheFunctionIsDeleted() throws IOException {
        log("1\n");
        try (TestRequest request = follow("")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "1");
            gateway.on(
                    "GetLog",
                    TestGateway.Answer.with(
                            Status.NOT_FOUND.withDescription("deleted").asException()));
            Event last = request.event();
            assertThat(last.name()).isEqualTo("problem");
            assertThat(last.json().path("status").asInt()).isEqualTo(404);
            assertThat(last.json().path("detail").stringValue()).isEqualTo("deleted");
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void isNoLongerReadAfterADisconnect() throws IOException {
        log("1\n");
        try (TestRequest request = follow("")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertLines(request, "1");
            await().until(() -> readings() > 2);
            request.reset();
        }
        await().pollInterval(Duration.ofMillis(500)).until(new StaysTheSame());
    }

    @Test
    void isReadAgainOnlyAfterTheReply() throws Exception {
        BlockingQueue<StreamObserver<Object>> replies = new LinkedBlockingQueue<>();
        gateway.on("GetLog", (asked, reply) -> replies.add(reply));
        try (TestRequest request = follow("")) {
            StreamObserver<Object> reply = replies.poll(5, TimeUnit.SECONDS);
            await().pollDelay(Duration.ofMillis(500)).until(() -> readings() == 1);
            reply.onError(Status.NOT_FOUND.asException());
            assertThat(request.head().status()).isEqualTo(200); // a heartbeat was due before the reply
            assertThat(request.event().name()).isEqualTo("problem");
        }
    }

    private static final class StaysTheSame implements Callable<Boolean> {

        private long last = -1;

        @Override
        public Boolean call() {
            long before = last;
            last = readings();
            return last == before;
        }
    }

    private static TestRequest follow(String query, String... headers) throws IOException {
        String[] accept = {"Accept", "text/event-stream"};
        return TestRequest.get(
                bridge.port(),
                PATH + query,
                Stream.of(accept, headers).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private static long readings() {
        return gateway.methods().stream().filter("GetLog"::equals).count();
    }

    private static void log(String lines) {
        gateway.on("GetLog", TestGateway.Answer.msg("---\nName: f\nLog:\n" + lines));
    }

    private static void assertLines(TestRequest request, String... lines) throws IOException {
        for (String line : lines) {
            Event event = request.event();
            assertThat(event.name()).isEqualTo("line");
            assertThat(event.json().path("instance").asInt()).isEqualTo(1);
            assertThat(event.json().path("text").stringValue()).isEqualTo(line);
        }
    }
}
