package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconcileBackoffTests {

    private final ReconcileBackoff backoff = new ReconcileBackoff();

    @Test
    void isLongOnceSettled() {
        assertThat(backoff.interval(true)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void isBoundedUntilSettled() {
        backoff.restart();
        assertThat(backoff.interval(false)).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
}
