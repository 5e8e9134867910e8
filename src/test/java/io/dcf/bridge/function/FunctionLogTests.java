package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FunctionLogTests {

    private static final Since NOON = new Since(Instant.parse("2026-01-01T12:00:00Z"));

    private final FunctionLog log = log("1 a", "1 b", "1 c", "2 d");

    @Test
    void keepsTheLastLinesOfEachInstance() {
        assertThat(log.tail(2)).isEqualTo(log("1 b", "1 c", "2 d"));
    }

    @Test
    void keepsAllWhereMoreIsAskedFor() {
        assertThat(log.tail(9)).isEqualTo(log);
    }

    @Test
    void keepsNothingWhereNothingIsAskedFor() {
        assertThat(log.tail(0).lines()).isEmpty();
    }

    @Test
    void keepsWhatWasWrittenAtTheTimeOrLater() {
        FunctionLog stamped = log(
                "1 2026-01-01T11:59:59.999999999Z a",
                "1 2026-01-01T13:00:00+01:00 b",
                "2 2026-01-01T12:00:00.001Z",
                "2 2026-01-01T11:00:00Z late");
        assertThat(stamped.since(NOON)).isEqualTo(log("1 2026-01-01T13:00:00+01:00 b", "2 2026-01-01T12:00:00.001Z"));
    }

    @Test
    void keepsALineWithoutATimeWithTheOneBeforeIt() {
        FunctionLog stamped = log(
                "1 lost its beginning",
                "1 2026-01-01T11:00:00Z failed",
                "1   at a",
                "1 2026-01-01T13:00:00Z failed again",
                "1   at b",
                "1   at c",
                "2 lost its beginning");
        assertThat(stamped.since(NOON))
                .isEqualTo(log("1 2026-01-01T13:00:00Z failed again", "1   at b", "1   at c", "2 lost its beginning"));
    }

    @Test
    void keepsAnInstanceWithoutTimestamps() {
        assertThat(log.since(NOON)).isEqualTo(log);
    }

    @Test
    void findsNothingNewInTheSameLog() {
        assertThat(log.after(log).lines()).isEmpty();
    }

    @Test
    void findsWhatEachInstanceAdded() {
        assertThat(log("1 b", "1 c", "1 e", "2 d", "2 f", "3 a").after(log)).isEqualTo(log("1 e", "2 f", "3 a"));
    }

    @Test
    void findsAllLinesOfARestartedInstance() {
        assertThat(log("1 x", "1 y", "2 d").after(log)).isEqualTo(log("1 x", "1 y"));
        assertThat(log.after(log())).isEqualTo(log);
        assertThat(log().after(log)).isEqualTo(log());
    }

    @Test
    void takesNoMoreForNewThanMustBe() {
        assertThat(log("1 a", "1 a").after(log("1 a", "1 a"))).isEqualTo(log());
        assertThat(log("1 a", "1 b", "1 a", "1 b", "1 a").after(log("1 b", "1 a", "1 b", "1 a")))
                .isEqualTo(log("1 b", "1 a"));
    }

    private static FunctionLog log(String... lines) {
        return new FunctionLog(Stream.of(lines)
                .map(line -> new LogLine(line.charAt(0) - '0', line.substring(2)))
                .toList());
    }
}
