package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestProxy;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge reconnects to its gateway after every kind of loss, and reports its readiness in time. */
class GatewayConnectionTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    @Test
    void findsARestartedGatewayWithoutBeingAsked() throws Exception {
        TestGateway gateway = new TestGateway();
        int port = gateway.port();
        try (TestBridge bridge = TestBridge.before(gateway)) {
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
            gateway.close();
            Thread.sleep(8000); // by now gRPC alone would wait for longer than it may take
            try (TestGateway back = new TestGateway(port)) {
                Thread.sleep(4000);
                assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(200);
                assertThat(back.methods()).containsExactly("Invoke");
            }
        }
    }

    @Test
    void isReadyInTimeOnlyWhileTheGatewayAnswers() throws IOException {
        TestGateway gateway = new TestGateway();
        int port = gateway.port();
        try (TestBridge bridge = TestBridge.before(gateway)) {
            turns(bridge, 200);
            gateway.close();
            turns(bridge, 503);
            try (TestGateway back = new TestGateway(port)) {
                turns(bridge, 200);
                back.on("HealthCheck", TestGateway.Answer.never());
                turns(bridge, 503);
                back.reset();
                turns(bridge, 200);
            }
        }
    }

    @Test
    void isReadyInTimeOnlyWhileAnythingComesThrough() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestProxy proxy = new TestProxy(gateway.port())) {
            proxy.swallow();
            try (TestBridge bridge = TestBridge.before(proxy.port())) {
                turns(bridge, 503);
                proxy.pass();
                turns(bridge, 200);
                proxy.swallow();
                turns(bridge, 503);
                assertThat(bridge.get(FUNCTIONS, "X-Timeout", "300ms").status()).isEqualTo(504);
                proxy.pass();
                turns(bridge, 200);
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
                assertThat(proxy.connections()).isLessThan(20);
            }
        }
    }

    @Test
    void leavesInvocationsTheirConnection() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = lookingNoMore(gateway)) {
            CompletableFuture<Runnable> invocation = new CompletableFuture<>();
            gateway.on(
                    "Invoke",
                    (request, reply) -> invocation.complete(
                            () -> TestGateway.Answer.msg("done").to(request, reply)));
            var answer = bridge.sendAsync("POST", "/function/f", "x");
            gateway.on("HealthCheck", TestGateway.Answer.never());
            turns(bridge, 503);
            gateway.on("HealthCheck", TestGateway.Answer.msg("OK"));
            turns(bridge, 200);
            invocation.join().run();
            assertThat(answer.join().body()).isEqualTo("done");
        }
    }

    @Test
    void asksForHealthOneAtATime() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = lookingNoMore(gateway)) {
            gateway.on("HealthCheck", (request, reply) -> {
                asked.incrementAndGet();
                most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> {
                    waiting.decrementAndGet();
                    TestGateway.Answer.msg("OK").to(request, reply);
                });
            });
            long start = System.nanoTime();
            var answers = IntStream.range(0, 100)
                    .mapToObj(i -> bridge.sendAsync("GET", READINESS, ""))
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            assertThat(asked.get()).isLessThanOrEqualTo(1 + (int) taken.dividedBy(Duration.ofSeconds(1)));
            assertThat(most.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]:PORT", "dns:///[::1]:PORT", "static://[::1]:PORT", "[::1]:PORT,127.0.0.9:PORT"})
    void reachesGatewaysByIpv6(String target) throws IOException {
        try (TestGateway gateway = new TestGateway("::1", 0, InsecureServerCredentials.create());
                TestBridge bridge = TestBridge.at(target.replace("PORT", Integer.toString(gateway.port())))) {
            assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
        }
    }

    @Test
    void sharesCallsAmongSeveralGateways() throws IOException {
        TestGateway first = new TestGateway();
        int port = first.port();
        try (TestGateway second = new TestGateway("127.0.0.2", port, InsecureServerCredentials.create());
                TestBridge bridge = TestBridge.at("127.0.0.1:" + port + ",127.0.0.2:" + port)) {
            await().atMost(IN_TIME).untilAsserted(() -> {
                assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
                assertThat(first.methods()).isNotEmpty();
                assertThat(second.methods()).isNotEmpty();
            });
            first.close();
            await().atMost(IN_TIME)
                    .during(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200));
            try (TestGateway back = new TestGateway(port)) {
                await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
                    assertThat(bridge.get(FUNCTIONS).status()).isEqualTo(200);
                    assertThat(back.methods()).isNotEmpty();
                });
            }
        }
    }

    /** The bridge, after it has looked at its start; it ends only after an answer to that. */
    private static TestBridge lookingNoMore(TestGateway gateway) {
        AtomicBoolean looked = new AtomicBoolean();
        gateway.on("HealthCheck", (request, reply) -> {
            TestGateway.Answer.msg("OK").to(request, reply);
            looked.set(true);
        });
        TestBridge bridge = TestBridge.before(gateway);
        await().untilTrue(looked);
        return bridge;
    }

    private static void turns(TestBridge bridge, int readiness) {
        await().atMost(IN_TIME)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(bridge.get(READINESS).status()).isEqualTo(readiness));
    }
}
