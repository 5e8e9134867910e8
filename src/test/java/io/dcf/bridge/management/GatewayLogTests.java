package io.dcf.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.function.LogLine;
import org.junit.jupiter.api.Test;

class GatewayLogTests {

    @Test
    void readsOneInstanceAfterAnother() {
        assertThat(GatewayLog.lines("---\nName: f\nLog:\na\nb\n---\nName: f\nLog:\nc\n"))
                .containsExactly(new LogLine(1, "a"), new LogLine(1, "b"), new LogLine(2, "c"));
    }

    @Test
    void keepsDashesThatAreNoHeading() {
        assertThat(GatewayLog.lines("---\nName: f\nLog:\n---\nName: mine\nx\n---"))
                .containsExactly(
                        new LogLine(1, "---"),
                        new LogLine(1, "Name: mine"),
                        new LogLine(1, "x"),
                        new LogLine(1, "---"));
    }

    @Test
    void takesTextWithoutHeadingForOneInstance() {
        assertThat(GatewayLog.lines("a\r\n\nb"))
                .containsExactly(new LogLine(1, "a"), new LogLine(1, ""), new LogLine(1, "b"));
    }

    @Test
    void countsAnInstanceThatWroteNothing() {
        assertThat(GatewayLog.lines("---\nName: f\nLog:\n---\nName: f\nLog:\nx"))
                .containsExactly(new LogLine(2, "x"));
    }
}
