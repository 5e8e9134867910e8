package io.dcf.bridge.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestRequest.Event;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.Functions;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** GET /api/v1/events */
class EventsTests {

    private static final String PATH = "/api/v1/events";
    private static final int MAX_STREAMS = 5;
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge =
                TestBridge.before(gateway, "--bridge.stream.heartbeat=200ms", "--bridge.limits.streams=" + MAX_STREAMS);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    /** Waits until no client of the previous test follows. */
    @BeforeEach
    void reset() {
        gateway.reset();
        FunctionFeed feed = bridge.bean("functionFeed", FunctionFeed.class);
        await().atMost(Duration.ofSeconds(30)).until(() -> feed.latest() == null && streams() == 0);
    }

    private static int streams() {
        JsonNode limits = bridge.get("/api/v1/info").json().path("limits");
        return limits.path("streams").path("used").intValue();
    }

    private static TestRequest follow(TestBridge of) throws IOException {
        TestRequest request = TestRequest.get(of.port(), PATH);
        assertThat(request.head().status()).isEqualTo(200);
        return request;
    }

    private static Event next(TestRequest request, Predicate<Event> wanted) throws IOException {
        Event event = request.event();
        while (!wanted.test(event)) {
            event = request.event();
        }
        return event;
    }

    private static void list(Function.Builder... functions) {
        Functions.Builder all = Functions.newBuilder();
        for (Function.Builder each : functions) {
            all.addFunctions(each);
        }
        gateway.on("List", TestGateway.Answer.with(all.build()));
    }

    private static Function.Builder function(String name) {
        return Function.newBuilder()
                .setName(name)
                .setImage("image")
                .setReplicas(2)
                .setAvailableReplicas(1);
    }

    @Test
    void listTheFunctionsAndThenTheirChanges() throws IOException {
        list(function("stays"), function("grows"), function("goes").setInvocationCount(7));
        try (TestRequest request = TestRequest.get(bridge.port(), PATH, "Accept", "text/event-stream")) {
            assertThat(request.head().header("Content-Type")).isEqualTo("text/event-stream");
            Event all = request.event();
            assertThat(all.name()).isEqualTo("functions");
            assertThat(all.json().path("functions").get(0).toString())
                    .isEqualTo(
                            "{\"name\":\"goes\",\"image\":\"image\",\"replicas\":2,\"availableReplicas\":1,"
                                    + "\"state\":\"ready\",\"rate\":0.0,\"errorRate\":0.0,\"inFlight\":0,\"invocationCount\":7}");
            assertThat(all.json().path("functions").size()).isEqualTo(3);
            list(function("stays"), function("grows").setReplicas(3));
            Event changes = request.event();
            assertThat(changes.name()).isEqualTo("changes");
            assertThat(changes.json().path("changed").size()).isEqualTo(1);
            assertThat(changes.json().path("changed").get(0).path("replicas").intValue())
                    .isEqualTo(3);
            assertThat(changes.json().path("deleted").toString()).isEqualTo("[\"goes\"]");
        }
    }

    @Test
    void nameTheStateOfEachFunction() throws IOException {
        list(
                function("a"),
                function("b").setAvailableReplicas(0),
                function("c").setAvailableReplicas(0).setReplicas(0),
                function("d").setAvailableReplicas(0).putAnnotations("dcf.io/unavailable", "no such image"));
        try (TestRequest request = follow(bridge)) {
            JsonNode rows = request.event().json().path("functions");
            assertThat(rows.valueStream()
                            .map(row -> row.path("state").stringValue() + " "
                                    + row.path("reason").asString("")))
                    .containsExactly("ready ", "starting ", "scaled-to-zero ", "unavailable no such image");
        }
    }

    @Test
    void haveTheActivityOfAFunction() throws IOException {
        list(function("active").setReplicas(1));
        try (TestRequest request = follow(bridge)) {
            request.event();
            assertThat(bridge.send("POST", "/function/active", "x").status()).isEqualTo(200);
            JsonNode row = request.event().json().path("changed").get(0);
            assertThat(row.path("rate").doubleValue()).isPositive();
            assertThat(row.path("errorRate").doubleValue()).isZero();
            assertThat(row.path("p95Millis").doubleValue()).isPositive();
            assertThat(row.path("lastInvokedAt").stringValue()).endsWith("Z");
            gateway.on("Invoke", TestGateway.Answer.with(Status.INTERNAL.asException()));
            bridge.send("POST", "/function/active", "x");
            bridge.send("POST", "/function/active", "x");
            Event failing = next(request, event -> event.data().contains("failing"));
            assertThat(failing.json().path("changed").get(0).path("errorRate").doubleValue())
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void sayWhetherTheGatewayAnswers() throws IOException {
        list(function("f"));
        try (TestRequest request = follow(bridge)) {
            assertThat(request.event().name()).isEqualTo("functions");
            gateway.on(
                    "List",
                    TestGateway.Answer.with(
                            Status.PERMISSION_DENIED.withDescription("no").asException()));
            Event stopped = request.event();
            assertThat(stopped.name()).isEqualTo("gateway");
            assertThat(stopped.json().path("answers").booleanValue()).isFalse();
            assertThat(stopped.json().path("detail").stringValue()).isEqualTo("no");
            try (TestRequest later = follow(bridge)) {
                assertThat(later.event().name()).isEqualTo("gateway");
                list(function("f"));
                assertThat(request.event().data()).isEqualTo("{\"answers\":true}");
                assertThat(next(later, event -> event.name().equals("functions"))
                                .data())
                        .contains("\"f\"");
            }
        }
    }

    /** However many clients follow, and not at all when none does. */
    @Test
    void needOneCallOfTheGatewayAtATime() throws IOException {
        AtomicLong calls = new AtomicLong();
        gateway.on(
                "List",
                (request, reply) -> TestGateway.Answer.with(Functions.newBuilder()
                                .addFunctions(function("f").setInvocationCount(calls.incrementAndGet()))
                                .build())
                        .to(request, reply));
        long start = System.nanoTime();
        List<TestRequest> requests = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            requests.add(follow(bridge));
        }
        for (TestRequest each : requests) {
            each.event();
            each.event();
            each.event();
        }
        long polls = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) / 2 + 2;
        assertThat(calls.get()).isBetween(3L, polls);
        for (TestRequest each : requests) {
            each.close();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            long before = calls.get();
            TimeUnit.MILLISECONDS.sleep(2500);
            return calls.get() == before;
        });
    }

    @Test
    void countAsStreams() throws IOException {
        List<TestRequest> requests = new ArrayList<>();
        for (int i = 0; i < MAX_STREAMS; i++) {
            requests.add(follow(bridge));
        }
        assertThat(bridge.get(PATH).status()).isEqualTo(503);
        for (TestRequest each : requests) {
            each.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> streams() == 0);
    }

    @Test
    void haveHeartbeats() throws IOException {
        try (TestRequest request = follow(bridge)) {
            request.event();
            assertThat(request.bodyLine()).isEqualTo(":");
            assertThat(request.bodyLine()).isEmpty();
        }
    }

    @Test
    void endAtTheShutdown() throws IOException {
        try (TestBridge other = TestBridge.before(gateway);
                TestRequest request = follow(other)) {
            request.event();
            other.close();
            assertThat(request.event().name()).isEqualTo("end");
            assertThat(request.bodyByte()).isNegative();
        }
    }
}
