package io.dcf.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the benchmarks running, with numbers that say nothing. */
@Tag("any-jdk")
class BenchTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Loop loop = Loop.start();
    private Upstream upstream;
    private Floor floor;

    @BeforeEach
    void start() throws IOException {
        upstream = new Upstream(0, SHORT);
        floor = new Floor(0, upstream.port());
    }

    @AfterEach
    void stop() {
        floor.close();
        upstream.close();
        loop.close();
    }

    @Test
    void floorAnswersEverySteadyRequest() throws InterruptedException {
        for (int size : List.of(100, 1 << 20)) {
            Latencies latencies = Steady.run(loop, Steady.Work.of(floor.port(), "/function/echo", size), 4, SHORT);
            assertThat(latencies.answered()).isGreaterThanOrEqualTo(4);
            assertThat(latencies.failed()).isZero();
            assertThat(latencies.millis(0.5)).isPositive().isLessThanOrEqualTo(latencies.millis(1));
        }
    }

    @Test
    void servletAnswersEverySteadyRequest() throws Exception {
        try (BareServlet servlet = new BareServlet(0, upstream.port())) {
            Latencies latencies = Steady.run(loop, Steady.Work.of(servlet.port(), "/function/echo", 100), 4, SHORT);
            assertThat(latencies.answered()).isGreaterThanOrEqualTo(4);
            assertThat(latencies.failed()).isZero();
        }
    }

    @Test
    void openLoopAsksAtItsRateAndChecksAnswers() throws Exception {
        try (BareServlet servlet = new BareServlet(0, upstream.port())) {
            Latencies latencies = OpenLoop.run(loop, servlet.port(), "/function/echo", 50, 1);
            assertThat(latencies.answered()).isEqualTo(50);
            assertThat(latencies.failed()).isZero();
            assertThat(OpenLoop.run(loop, servlet.port(), "/unknown", 10, 1).failed())
                    .isEqualTo(10);
        }
    }

    @Test
    void floorAnswersEveryBurstWhileItIsProbed() throws InterruptedException {
        assertThat(Burst.run(floor.port(), "/function/slow", 20, 2, List.of("/function/quick")))
                .isTrue();
    }

    @Test
    void bridgeAnswersBothKindsOfLoad() throws InterruptedException {
        try (TestBridge bridge = TestBridge.before(upstream.port())) {
            Latencies latencies = Steady.run(loop, Steady.Work.of(bridge.port(), "/function/echo", 100), 1, SHORT);
            assertThat(latencies.failed()).isZero();
            Latencies deployments =
                    Steady.run(loop, Steady.Work.of(bridge.port(), "deploy:/api/v1/functions", 0), 1, SHORT);
            assertThat(deployments.answered()).isPositive();
            assertThat(deployments.failed()).isZero();
            assertThat(Burst.run(bridge.port(), "/function/slow", 20, 2, List.of("/livez", "/readyz")))
                    .isTrue();
        }
    }

    @Test
    void bridgeAcceptsAndRunsAsynchronousInvocations() throws Exception {
        try (TestBridge bridge = TestBridge.before(
                upstream.port(), "--bridge.async.url=jdbc:h2:mem:bench", "--bridge.async.max-count=1000000")) {
            long self = ProcessHandle.current().pid();
            Contender contender = new Contender(
                    "H2", self, null, Steady.Work.of(bridge.port(), "async:/function/echo", 100), 4, new ArrayList<>());
            AsyncInvoke.Round round = AsyncInvoke.round(loop, contender, SHORT);
            assertThat(round.accepted()).isGreaterThanOrEqualTo(round.run());
            assertThat(round.run()).isPositive();
        }
    }

    @Test
    void wrongAnswersAreFailures() {
        var question =
                new Question(Question.invocation("/function/echo", 100, 1).request(), 200, new byte[100]);
        assertThat(asked(new Connection(loop, floor.port()), question)).isFalse();
        assertThat(asked(new Connection(loop, floor.port()), Question.invocation("/function/echo", 100, 1)))
                .isTrue();
    }

    @Test
    void lostGatewayIsAFailure() throws InterruptedException {
        upstream.close();
        assertThat(Burst.run(floor.port(), "/function/echo", 1, 1, List.of())).isFalse();
    }

    @Test
    void bridgeAnswersInvocationsOverBothProtocols() {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            Http1Client http1 = new Http1Client(loop, bridge.port());
            Http2Client http2 = new Http2Client(loop, bridge.port());
            for (int i = 0; i < 10; i++) {
                assertThat(checked(http1::send, EchoInvocation.random())).succeedsWithin(LONG);
                assertThat(checked(http2::send, EchoInvocation.random())).succeedsWithin(LONG);
            }
        }
    }

    @Test
    void wrongBytesAndRefusalsAreFailures() {
        Http1Client client = new Http1Client(loop, floor.port());
        EchoInvocation ten = EchoInvocation.of(EchoInvocation.TEXT, new byte[10], false);
        assertThat(checked(client::send, new EchoInvocation(ten.request(), new ResponseCheck(new byte[11]))))
                .failsWithin(LONG)
                .withThrowableThat()
                .withMessageContaining("10 bytes received, the first wrong one at 10");
        upstream.close();
        assertThat(checked(client::send, EchoInvocation.of(EchoInvocation.TEXT, new byte[10], true)))
                .failsWithin(LONG)
                .withThrowableThat()
                .withMessageContaining("status 502");
    }

    @Test
    void gaugesThatAreNotZeroAreHeld() {
        String metrics = "bridge_invocations_in_flight 0.0\nbridge_limits_capacity{limit=\"requests\"} 9.0\n"
                + "bridge_limits_used{limit=\"memory\"} 1.5E7\nbridge_limits_used{limit=\"requests\"} 0.0\n";
        assertThat(HeldResources.held(metrics)).containsExactly("bridge_limits_used{limit=\"memory\"} 1.5E7");
    }

    private CompletableFuture<Void> checked(Consumer<EchoInvocation> client, EchoInvocation invocation) {
        loop.group().execute(() -> client.accept(invocation));
        return invocation.check().done();
    }

    private boolean asked(Connection connection, Question question) {
        var answer = new CompletableFuture<Boolean>();
        assertThat(connection.await()).isTrue();
        loop.group().execute(() -> connection.ask(question, (correct, nanos) -> answer.complete(correct)));
        return answer.join();
    }

    @Test
    void callersThatDisconnectHarmNoOther() throws Exception {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            bridge.post(
                    "/api/v1/functions",
                    "{\"service\":\"slow\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"60s\"}}");
            assertThat(Disconnects.run(bridge.port(), Disconnects.Amount.ofInvocations(300)))
                    .isTrue();
        }
    }
}
