package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class HeapTests {

    private static final Logger log = LoggerFactory.getLogger(HeapTests.class);
    private static final int MIB = 1 << 20;
    private static final int BODY = MIB / 4;
    private static final int CALLS = 1_000;
    private static final int MOST_GROWTH = 16 * MIB;

    @Test
    void doesNotGrowWithInvocations() throws IOException {
        byte[] input = text();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on(
                    "Invoke",
                    (request, reply) -> TestGateway.Answer.with(Message.newBuilder()
                                    .setMsgBytes(((InvokeServiceRequest) request).getInput())
                                    .build())
                            .to(request, reply));
            call(bridge, gateway, input, CALLS / 10);
            long before = used();
            call(bridge, gateway, input, CALLS);
            long growth = used() - before;
            log.info("the heap grew by {} KiB with {} calls of 256 KiB", growth >> 10, CALLS);
            assertThat(growth).isLessThan(MOST_GROWTH);
        }
    }

    private static void call(TestBridge bridge, TestGateway gateway, byte[] input, int times) {
        IntStream.range(0, times).parallel().forEach(i -> {
            TestBridge.Answer answer = bridge.send("POST", "/function/f", input);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(Arrays.equals(answer.bytes(), input)).isTrue();
            gateway.forget();
        });
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc(); // what is only weakly held goes in several rounds
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] text() {
        byte[] text = new byte[BODY];
        Random random = new Random(61);
        for (int i = 0; i < BODY; i++) {
            text[i] = (byte) (' ' + random.nextInt(90));
        }
        return text;
    }
}
