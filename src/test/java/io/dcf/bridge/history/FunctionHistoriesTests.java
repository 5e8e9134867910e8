package io.dcf.bridge.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** GET /api/v1/functions/{name}/metrics */
@TestMethodOrder(OrderAnnotation.class)
class FunctionHistoriesTests {

    private static TestGateway gateway;
    private static TestBridge bridge;
    private static FunctionHistories histories;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway);
        histories = bridge.bean("functionHistories", FunctionHistories.class);
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

    private static JsonNode metrics(String function) {
        Answer answer = bridge.get("/api/v1/functions/" + function + "/metrics");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    /** Ends the interval; there may be one more that ended by itself. */
    private static JsonNode lastSample(String function) {
        histories.sample();
        JsonNode samples = metrics(function).path("samples");
        return samples.get(samples.size() - 1);
    }

    @Test
    void haveNoSamplesBeforeTheFirstInvocation() {
        assertThat(bridge.get("/api/v1/functions/quiet/metrics").body())
                .isEqualTo("{\"function\":\"quiet\",\"interval\":\"PT10S\",\"samples\":[]}");
    }

    @Test
    void countInvocationsByTheirCode() {
        assertThat(bridge.send("POST", "/function/counted", "x").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(bridge.send("POST", "/function/counted", "x").status()).isEqualTo(200);
            gateway.on("Invoke", TestGateway.Answer.with(Status.INTERNAL.asException()));
            assertThat(bridge.send("POST", "/function/counted", "x").status()).isGreaterThanOrEqualTo(500);
            gateway.reset();
            JsonNode sample = lastSample("counted");
            assertThat(sample.path("succeeded").intValue()).isPositive();
            assertThat(sample.path("failed").path("INTERNAL").intValue()).isEqualTo(1);
            assertThat(sample.path("p50Millis").doubleValue()).isPositive();
            assertThat(sample.path("p99Millis").doubleValue())
                    .isGreaterThanOrEqualTo(sample.path("p95Millis").doubleValue());
            assertThat(sample.path("inFlight").intValue()).isZero();
            assertThat(sample.has("replicas")).isFalse();
        });
    }

    @Test
    void countInvocationsInFlight() {
        assertThat(bridge.send("POST", "/function/hanging", "x").status()).isEqualTo(200);
        gateway.on("Invoke", TestGateway.Answer.never());
        var hanging = List.of(
                bridge.sendAsync("POST", "/function/hanging", "x"), bridge.sendAsync("POST", "/function/hanging", "x"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> lastSample("hanging").path("inFlight").intValue() == 2);
        gateway.reset();
        hanging.forEach(each -> each.cancel(true));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> lastSample("hanging").path("inFlight").intValue() == 0);
    }

    @Test
    void areThoseOfAFunctionThatExists() {
        gateway.on("GetMeta", TestGateway.Answer.with(Status.NOT_FOUND.asException()));
        assertThat(bridge.get("/api/v1/functions/ghost/metrics").status()).isEqualTo(404);
        assertThat(bridge.get("/api/v1/functions/No/metrics").status()).isEqualTo(400);
    }

    /** As many functions as have labels of their own. It is the last test, since no other function has one afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void areOfAHundredFunctions() {
        var all = IntStream.range(0, 110)
                .mapToObj(i -> bridge.sendAsync("POST", "/function/many-" + i, "x"))
                .toList();
        assertThat(all).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
        histories.sample();
        long kept = IntStream.range(0, 110)
                .filter(i -> !metrics("many-" + i).path("samples").isEmpty())
                .count();
        assertThat(kept).isBetween(96L, 100L);
    }
}
