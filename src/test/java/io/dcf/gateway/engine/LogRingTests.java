package io.dcf.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogRingTests {

    private final LogRing log = new LogRing();

    @Test
    void startsEmpty() {
        assertThat(log.text()).isEmpty();
    }

    @Test
    void keepsTheLatest1000Lines() {
        IntStream.range(0, 2500).forEach(i -> log.add("line " + i));
        assertThat(log.text().lines().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactlyElementsOf(
                        IntStream.range(1500, 2500).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void keepsEachEntryOnOneLine() {
        log.add("a\nb\rc\r\nd\u2028e");
        assertThat(log.text()).endsWith(" a b c d e\n").containsOnlyOnce("\n");
    }

    @Test
    void commandsNoTerminal() {
        log.add("a\u001b[31m\tb\u009bc\u0000\u202e");
        assertThat(log.text()).endsWith(" a\ufffd[31m\tb\ufffdc\ufffd\ufffd\n");
    }

    @Test
    void stampsEachLineWithTheTime() {
        log.add("a");
        assertThat(log.text()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z a\n");
    }
}
