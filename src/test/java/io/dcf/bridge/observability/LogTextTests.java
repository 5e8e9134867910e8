package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / status=200", "a\tb", "G\u00fc\u00dfe", "\ud83d\ude00", " "})
    void keepsPlainText(String plain) {
        assertThat(LogText.safe(plain)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            chars = {
                '\0', '\b', '\u000b', '\u000c', '\r', '\u001b', '\u007f', '\u0085', '\u009b', '\u2028', '\u202e',
                '\u2066', '\u2069'
            })
    void replacesWhatControlsOrReorders(char special) {
        assertThat(LogText.safe("a" + special + "b" + special)).isEqualTo("a\ufffdb\ufffd");
    }

    @ParameterizedTest
    @CsvSource({"a_b, a_>b", "a^_b, a^_>b", "a__b, a__>b", "a_^_b, a_^_>b", "a_, a_", "_a_b, _>a_>b", "a^b, a\ufffdb"})
    void indentsLinesAfterTheFirst(String lines, String indented) {
        assertThat(LogText.safe(breaks(lines))).isEqualTo(breaks(indented));
    }

    private static String breaks(String written) {
        return written.replace('_', '\n').replace('^', '\r').replace('>', '\t');
    }
}
