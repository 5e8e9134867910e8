package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestRequest.Event;
import io.grpc.Status;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** A failure before the first output is a status; after it, the last line or event. */
@BufferLeaks.Every
class StreamFailureTests {

    private static final String PATH = "/api/v1/functions/f/stream";
    private static final String[] NDJSON = {"Content-Type", "application/x-ndjson"};
    private static final String[] EVENTS = {"Content-Type", "application/x-ndjson", "Accept", "text/event-stream"};
    private static TestGateway gateway;
    private static TestBridge bridge;
    private static TestGateway otherGateway;
    /** For tests that end before their streams reach a gateway: a later test must not take them for its own. */
    private static TestBridge other;

    private BlockingQueue<Upstream> opened;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.limits.request-size=1KB");
        otherGateway = new TestGateway();
        other = TestBridge.before(otherGateway, "--bridge.limits.request-size=1KB");
        Upstream.of(otherGateway, true);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        other.close();
        gateway.close();
        otherGateway.close();
    }

    @BeforeEach
    void keepStreams() {
        gateway.reset();
        opened = Upstream.of(gateway, true);
    }

    @Test
    void isAStatusBeforeTheFirstOutput() throws IOException {
        Upstream.refuse(gateway, Status.NOT_FOUND.withDescription("no such function"));
        for (String accept : new String[] {"application/x-ndjson", "text/event-stream"}) {
            assertProblem(post("1\n", "Accept", accept), 404, "no such function");
        }
    }

    @Test
    void isNotHowAFunctionNamedStreamGetsARoundTheLimit() {
        for (String path : new String[] {"/function/stream", "/api/v1/functions/stream/invocations"}) {
            assertProblem(bridge.send("POST", path, "x".repeat(1025)), 413, "body");
        }
        assertProblem(bridge.put("/api/v1/functions/stream", " ".repeat(1025)), 413, "body");
    }

    @Test
    void doesNotWaitForTheBodyAfterTheResponse() throws Exception {
        Upstream.refuse(gateway, Status.NOT_FOUND.withDescription("no such function"));
        try (TestBridge impatient = TestBridge.before(gateway, "--server.tomcat.connection-timeout=500ms");
                TestRequest request = TestRequest.open(impatient.port(), "f", "Content-Type", "text/plain")) {
            request.send("the beginning of a body");
            assertThat(request.head().status()).isEqualTo(404);
            assertThat(request.in.readAllBytes()).isNotEmpty(); // to the end, which the bridge has to make
        }
    }

    @Test
    void isAStatusIfALineIsNotJson() {
        assertProblem(post(other, "{\"n\":1}\n\nnonsense\n"), 400, "line 3 ");
        assertProblem(post(other, "1\nnonsense"), 400, "line 2 ");
    }

    @Test
    void isAStatusIfAnInputIsTooLarge() throws Exception {
        assertProblem(post(other, "1\n\"" + "x".repeat(1024) + "\"\n"), 413, "line");
        assertProblem(other.send("POST", PATH, "x".repeat(1025), "Content-Type", "text/plain"), 413, "body");
        try (TestRequest request = TestRequest.open(bridge.port(), "f", "Content-Type", "text/plain")) {
            Upstream stream = Upstream.next(opened);
            request.send("x".repeat(1000));
            request.send("x".repeat(25));
            assertThat(request.head().status()).isEqualTo(413);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void isAStatusWhereTheBodyAsAWholeIsLongButNoLineIs() throws IOException {
        Upstream.echo(gateway);
        Answer answer = post("\"abcdefghi\"\n".repeat(1000));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"text\":\"\\\"abcdefghi\\\"\"}\n".repeat(1000));
    }

    @Test
    void isAStatusIfNoAcceptedTypeIsPossible() {
        assertThat(post("1", "Accept", "text/html").status()).isEqualTo(406);
        assertThat(post("1", "Accept", "application/json").status()).isEqualTo(406);
    }

    @Test
    void isAStatusIfTheGatewayHasNoStreams() {
        gateway.reset();
        assertThat(post("1").status()).isEqualTo(501);
    }

    @Test
    void isAStatusIfTheDialectHasNoStreams() {
        try (TestBridge openfx = TestBridge.before(gateway, "--bridge.gateway.dialect=openfx")) {
            Answer answer = openfx.send("POST", PATH, "1", NDJSON);
            assertThat(answer.status()).isEqualTo(501);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void isAStatusIfThereIsNoGateway() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (TestBridge alone = TestBridge.before(free)) {
            Answer answer = alone.send("POST", PATH, "1", NDJSON);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void isAStatusAfterTheTimeout() {
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Answer answer = post(other, "1", "X-Timeout", "300ms");
            long late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - 300;
            assertProblem(answer, 504, "");
            LoggerFactory.getLogger(getClass()).info("504 came {} ms after its time", late);
            assertThat(late).isBetween(-50L, 5_000L);
        }
    }

    @Test
    void isTheLastLineAfterTheFirstOutput() throws IOException {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            Upstream stream = Upstream.next(opened);
            stream.send("out");
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyLine()).isEqualTo("{\"text\":\"out\"}");
            stream.fail(Status.PERMISSION_DENIED.withDescription("not any more"));
            JsonNode problem = request.bodyJson().path("problem");
            assertThat(problem.path("status").asInt()).isEqualTo(403);
            assertThat(problem.path("detail").stringValue()).isEqualTo("not any more");
            assertThat(problem.path("instance").stringValue()).isEqualTo(PATH);
            assertThat(problem.path("traceId").stringValue()).matches("[0-9a-f]{32}");
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void isTheLastEventAfterTheFirstOutput() throws IOException {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", EVENTS)) {
            Upstream stream = Upstream.next(opened);
            stream.send("out");
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.event().name()).isEqualTo("output");
            stream.fail(Status.NOT_FOUND.withDescription("not any more"));
            Event last = request.event();
            assertThat(last.name()).isEqualTo("problem");
            assertThat(last.json().path("status").asInt()).isEqualTo(404);
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void isTheLastLineIfALaterLineIsNotJson() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            Upstream stream = Upstream.next(opened);
            stream.send("out");
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyLine()).isEqualTo("{\"text\":\"out\"}");
            request.send("1\nnonsense\n");
            assertThat(request.bodyJson().path("problem").path("status").asInt())
                    .isEqualTo(400);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void isTheLastLineAfterTheTimeout() throws IOException {
        try (TestRequest request =
                TestRequest.open(bridge.port(), "f", "Content-Type", "application/x-ndjson", "X-Timeout", "1s")) {
            Upstream.next(opened).send("out");
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyLine()).isEqualTo("{\"text\":\"out\"}");
            assertThat(request.bodyJson().path("problem").path("status").asInt())
                    .isEqualTo(504);
        }
    }

    private static Answer post(String body, String... headers) {
        return post(bridge, body, headers);
    }

    private static Answer post(TestBridge to, String body, String... headers) {
        String[] all = Stream.of(NDJSON, headers).flatMap(Arrays::stream).toArray(String[]::new);
        return to.send("POST", PATH, body.getBytes(StandardCharsets.UTF_8), all);
    }

    private static void assertProblem(Answer answer, int status, String detail) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        assertThat(answer.json().path("detail").stringValue()).contains(detail);
    }
}
