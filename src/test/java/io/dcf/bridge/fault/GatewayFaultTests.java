package io.dcf.bridge.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestProxy;
import io.dcf.bridge.fault.Asking.End;
import io.dcf.bridge.fault.Asking.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers are told where the way to the gateway fails, and how the bridge is once it is mended. */
@BufferLeaks.Every
class GatewayFaultTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LATER = Duration.ofSeconds(15); // gRPC keeps a connection it has given up for 5 s
    private static final long DEADLINE = 4000;
    private static final long SLACK = 3000;
    private static final int ENOUGH = 4; // for what failed before to be few

    private static HeldGateway gateway;
    private static TestProxy proxy;
    private static TestBridge bridge;
    private static Usage before;

    @BeforeAll
    static void start() throws Exception {
        gateway = new HeldGateway();
        proxy = new TestProxy(gateway.port());
        bridge = TestBridge.before(
                proxy.port(),
                "--bridge.gateway.deadline=" + DEADLINE + "ms",
                "--bridge.gateway.invoke-deadline=" + DEADLINE + "ms");
        awaitRight(Duration.ofMinutes(1));
        before = Usage.now();
    }

    @AfterAll
    static void stop() throws Exception {
        try {
            if (before != null) {
                await().atMost(LATER)
                        .untilAsserted(() -> assertThat(proxy.open()).isEqualTo(1));
                before.awaitAgain();
            }
            assertThat(BufferLeaks.found()).isEmpty();
        } finally {
            bridge.close();
            proxy.close();
            gateway.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isToldToCallersUnderWay(Fault fault) {
        gateway.hold();
        List<Asking> calls = ask(fault.function());
        gateway.awaitCalls(calls.stream().map(call -> call.kind).toList());
        calls.stream()
                .filter(call -> call.kind.isStream())
                .forEach(call -> call.begun.orTimeout(10, TimeUnit.SECONDS).join());
        fault.strike(proxy);
        gateway.release();
        assertThat(calls).allSatisfy(call -> assertTold(fault, call.end(), true));
        assertRecovered();
    }

    @ParameterizedTest
    @EnumSource
    void isToldToCallersToCome(Fault fault) {
        fault.strike(proxy);
        assertThat(ends(fault.function())).allSatisfy(end -> assertTold(fault, end, false));
        assertRecovered();
    }

    @AfterEach
    void mend() {
        gateway.release();
        proxy.pass();
        awaitRight(Duration.ofSeconds(20)); // for the next one, where this one failed
    }

    private static void assertTold(Fault fault, End end, boolean sent) {
        if (fault.status == 200) {
            assertRight(end);
            return;
        }
        assertThat(end.status()).as("%s", end).isEqualTo(fault.status);
        if (end.kind() == Kind.SOCKET && end.problem() == null) {
            return; // refused before it was open
        }
        assertThat(end.said("detail"))
                .as("%s", end)
                .isNotEmpty()
                .doesNotContain("Exception", "127.0.0.1", "CallOptions", "Network");
        if (end.kind() != Kind.SOCKET) {
            boolean unavailable = fault.code.equals("UNAVAILABLE");
            boolean runs = end.kind().isStream() || end.kind() == Kind.INVOKE;
            assertThat(end.said("code")).as("%s", end).isEqualTo(fault.code);
            if (sent || !runs || !unavailable) { // of a run to come it depends on how far it got
                assertThat(end.said("retryable")).as("%s", end).isEqualTo(Boolean.toString(unavailable && !runs));
            }
        }
        assertThat(end.millis()).isLessThan(DEADLINE + SLACK);
    }

    private static void assertRight(End end) {
        assertThat(end.status()).as("%s", end).isEqualTo(200);
        assertThat(end.heard()).as("%s", end).contains(end.kind() == Kind.CHANGE ? "\"replicas\":2" : HeldGateway.LAST);
        assertThat(end.heard().contains(HeldGateway.FIRST))
                .as("%s", end)
                .isEqualTo(end.kind().isStream() || end.kind() == Kind.INVOKE);
    }

    /** By itself: nothing but the calls, which find it so, tells the bridge. */
    private static void assertRecovered() {
        proxy.pass();
        awaitRight(TIMEOUT);
        for (int i = 0; i < ENOUGH; i++) {
            assertThat(ends("after")).allSatisfy(GatewayFaultTests::assertRight);
        }
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(bridge.get("/readyz").status()).isEqualTo(200));
        await().atMost(TIMEOUT).untilAsserted(() -> {
            assertThat(bridge.get("/actuator/prometheus").body())
                    .contains("bridge_streams_open 0.0")
                    .doesNotContainPattern("bridge_limits_used\\{limit=\"(?!requests).*} (?!0\\.0)")
                    .contains("bridge_invocations_in_flight 0.0")
                    .contains("bridge_gateway_calls_waiting 0.0");
            assertThat(gateway.streams()).isZero();
            assertThat(bridge.waiting()).isZero();
        });
    }

    private static void awaitRight(Duration patience) {
        await().atMost(patience)
                .untilAsserted(() -> assertThat(ends("after")).allSatisfy(GatewayFaultTests::assertRight));
    }

    private static List<Asking> ask(String function) {
        return List.of(Kind.values()).stream()
                .map(kind -> Asking.start(kind, bridge.port(), function))
                .toList();
    }

    private static List<End> ends(String function) {
        return ask(function).stream().map(Asking::end).toList();
    }
}
