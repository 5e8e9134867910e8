package io.dcf.bridge.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionLogTests {

    private final FunctionLog log = new FunctionLog(
            List.of(new LogLine(1, "a"), new LogLine(1, "b"), new LogLine(1, "c"), new LogLine(2, "d")));

    @Test
    void keepsTheLastLinesOfEachInstance() {
        assertThat(log.tail(2).lines()).containsExactly(new LogLine(1, "b"), new LogLine(1, "c"), new LogLine(2, "d"));
    }

    @Test
    void keepsAllWhereMoreIsAskedFor() {
        assertThat(log.tail(9)).isEqualTo(log);
    }

    @Test
    void keepsNothingWhereNothingIsAskedFor() {
        assertThat(log.tail(0).lines()).isEmpty();
    }
}
