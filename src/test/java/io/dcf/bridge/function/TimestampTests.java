package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T12:00:00Z",
                "2026-01-01T12:00:00.0Z ready",
                "2026-01-01T12:00:00.000000000Z\tready",
                "2026-01-01T12:00:00.000000000000Z",
                "2026-01-01T13:00:00+01:00 ready",
                "2026-01-01T04:30:00-07:30"
            })
    void readsWhatTheTextBeginsWith(String text) {
        assertThat(Timestamp.startOf(text)).isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ready",
                " 2026-01-01T12:00:00Z",
                "[2026-01-01T12:00:00Z]",
                "2026-01-01T12:00:00Zulu",
                "2026-01-01T12:00:00",
                "2026-01-01T12:00Z",
                "2026-01-01 12:00:00Z",
                "2026-01-01T12:00:00.Z",
                "2026-01-01T12:00:001Z",
                "2026-02-30T12:00:00Z",
                "2026-01-01T12:00:00+25:00",
                "12026-01-01T12:00:00Z"
            })
    void findsNoneElsewhere(String text) {
        assertThat(Timestamp.startOf(text)).isNull();
    }

    @Test
    void keepsNanoseconds() {
        assertThat(Timestamp.startOf("2026-01-01T12:00:00.1234567899Z x"))
                .isEqualTo(Instant.parse("2026-01-01T12:00:00.123456789Z"));
    }
}
