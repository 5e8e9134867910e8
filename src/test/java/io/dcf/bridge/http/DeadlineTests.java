package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DeadlineTests {

    private static final Logger log = LoggerFactory.getLogger(DeadlineTests.class);
    private static final int CALLS = 20;
    private static final long TIMEOUT = 200;

    @Test
    void endsAnInvocationAtItsDeadline() throws IOException {
        long[] late = new long[CALLS];
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on("Invoke", TestGateway.Answer.never());
            for (int i = 0; i < CALLS; i++) {
                long start = System.nanoTime();
                int status = bridge.send("POST", "/function/f", "x", "X-Timeout", TIMEOUT + "ms")
                        .status();
                late[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) - TIMEOUT;
                assertThat(status).isEqualTo(504);
            }
        }
        Arrays.sort(late);
        log.info("504 came {} to {} ms after its time, {} ms in the median", late[0], late[CALLS - 1], late[CALLS / 2]);
        assertThat(late[0]).isGreaterThanOrEqualTo(-5);
        assertThat(late[CALLS / 2]).isLessThan(1_000);
    }
}
