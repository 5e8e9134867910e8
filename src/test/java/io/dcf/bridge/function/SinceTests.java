package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinceTests {

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "10m,PT10M", "1h,PT1H", "2d,P2D", "PT1H30M,PT1H30M", "0s,PT0S"})
    void readsADurationBackFromNow(String text, Duration ago) {
        Instant before = Instant.now();
        assertThat(Since.of(text).time().plus(ago)).isBetween(before, Instant.now());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:00Z,2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00.5Z,2026-01-01T12:00:00.500Z",
        "2026-01-01t12:00:00z,2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00+02:00,2026-01-01T10:00:00Z",
        "2026-01-01T12:00:00-03:30,2026-01-01T15:30:00Z",
        "2026-01-01T12:00:00-00:00,2026-01-01T12:00:00Z",
        "2026-01-01T12:00:00+23:59,2025-12-31T12:01:00Z",
        "2026-01-01T12:00:00-23:59,2026-01-02T11:59:00Z"
    })
    void readsATimestamp(String text, Instant time) {
        assertThat(Since.of(text).time()).isEqualTo(time);
    }

    @Test
    void readsASpaceAsPlus() {
        assertThat(Since.of("2026-01-01T12:00:00 02:00")).isEqualTo(new Since(Instant.parse("2026-01-01T10:00:00Z")));
    }
}
