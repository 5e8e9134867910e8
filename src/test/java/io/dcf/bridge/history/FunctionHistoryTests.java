package io.dcf.bridge.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FunctionHistoryTests {

    private static final Percentage PRECISION = Percentage.withPercentage(6);

    private final FunctionHistory history = new FunctionHistory();

    private void add(int count, Code code, Duration time) {
        for (int i = 0; i < count; i++) {
            history.add(code, time);
        }
    }

    @Test
    void countsEachIntervalByItself() {
        add(90, Code.OK, Duration.ofMillis(2));
        add(8, Code.INTERNAL, Duration.ofMillis(40));
        add(2, Code.UNAVAILABLE, Duration.ofSeconds(3));
        history.sample(Instant.EPOCH, 7, 2L);
        history.sample(Instant.EPOCH.plusSeconds(10), 0, null);
        Sample sample = history.samples().get(0);
        assertThat(sample.at()).isEqualTo(Instant.EPOCH);
        assertThat(sample.succeeded()).isEqualTo(90);
        assertThat(sample.failed()).isEqualTo(Map.of("INTERNAL", 8L, "UNAVAILABLE", 2L));
        assertThat(sample.p50Millis()).isCloseTo(2, PRECISION);
        assertThat(sample.p95Millis()).isCloseTo(40, PRECISION);
        assertThat(sample.p99Millis()).isCloseTo(3000, PRECISION);
        assertThat(sample.inFlight()).isEqualTo(7);
        assertThat(sample.replicas()).isEqualTo(2);
        assertThat(history.samples().get(1))
                .isEqualTo(new Sample(Instant.EPOCH.plusSeconds(10), 0, Map.of(), null, null, null, 0, null));
    }

    @Test
    void keepsAnHour() {
        for (int i = 0; i < 400; i++) {
            history.sample(Instant.EPOCH.plusSeconds(i), 0, null);
        }
        assertThat(history.samples()).hasSize(360);
        assertThat(history.samples().get(0).at()).isEqualTo(Instant.EPOCH.plusSeconds(40));
    }

    @Test
    void knowsTheLastMinuteAlsoWithinAnInterval() {
        add(1, Code.INTERNAL, Duration.ofHours(2));
        for (int i = 0; i < 6; i++) {
            history.sample(Instant.EPOCH, 0, null);
        }
        add(3, Code.OK, Duration.ofMillis(8));
        add(5, Code.CANCELLED, Duration.ofMillis(8));
        assertThat(history.activity(Duration.ofSeconds(10)).errorRate()).isZero();
        add(1, Code.INTERNAL, Duration.ofMillis(8));
        Activity activity = history.activity(Duration.ofSeconds(10));
        assertThat(activity.errorRate()).isEqualTo(0.25);
        assertThat(activity.p95Millis()).isCloseTo(8, PRECISION);
        assertThat(activity.rate()).isPositive().isLessThanOrEqualTo(0.9);
        assertThat(activity.lastInvokedAt()).isBeforeOrEqualTo(Instant.now());
        history.sample(Instant.EPOCH, 0, null);
        assertThat(history.samples().get(6).succeeded()).isEqualTo(3);
    }

    @Test
    void takesLongDurationsForAnHour() {
        add(1, Code.OK, Duration.ofDays(40));
        history.sample(Instant.EPOCH, 0, null);
        assertThat(history.samples().get(0).p50Millis()).isCloseTo(3_600_000, PRECISION);
    }
}
