package io.dcf.bridge.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialPausesTests {

    private final TrialPauses pauses = new TrialPauses(Duration.ofHours(1));

    @Test
    void doubleUpToFiveTimesTheFirst() {
        assertThat(IntStream.of(1, 2, 3, 4, 100)
                        .mapToObj(attempts ->
                                Duration.ofMillis(pauses.apply(attempts)).toHours()))
                .containsExactly(1L, 2L, 4L, 5L, 5L);
    }

    @Test
    void tellTheTimeThatIsLeft() {
        assertThat(pauses.left()).isEqualTo(Duration.ofNanos(1));
        pauses.apply(2);
        assertThat(pauses.left()).isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }
}
