package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationStartingEvent;

class LogPatternTests {

    private static final LoggerContext CONTEXT = new LoggerContext();

    @AfterEach
    void detectTerminals() {
        AnsiOutput.setEnabled(AnsiOutput.Enabled.DETECT);
    }

    @Test
    void writesTheMessageAndTheFieldsSafely() {
        LoggingEvent event = event(Level.INFO, "GET /a\u001b");
        event.addKeyValuePair(new KeyValuePair("status", 200));
        event.addKeyValuePair(new KeyValuePair("code", "A\nFORGED"));
        assertThat(layout("%text%n", event)).isEqualTo("GET /a\ufffd status=200 code=A\n\tFORGED\n");
    }

    @Test
    void writesStackTracesSafely() {
        LoggingEvent event = new LoggingEvent(
                "test", CONTEXT.getLogger("a"), Level.INFO, "m", new IllegalStateException("\nFORGED\u009b"), null);
        assertThat(layout("%failure", event)).contains("\n\tFORGED\ufffd").doesNotContain("\nFORGED");
        assertThat(layout("%failure", event(Level.INFO, "m"))).isEmpty();
    }

    @Test
    void writesTheTraceOfTheThread() {
        LoggingEvent event = event(Level.INFO, "m");
        event.setMDCPropertyMap(Map.of("traceId", "4bf9"));
        assertThat(layout("%trace%m", event)).isEqualTo("[4bf9] m");
        LoggingEvent other = event(Level.INFO, "m");
        other.setMDCPropertyMap(Map.of());
        assertThat(layout("%trace%m", other)).isEqualTo("m");
    }

    @ParameterizedTest
    @CsvSource({"ERROR, 31", "WARN, 33", "INFO, 32", "DEBUG, 32"})
    void colorsLinesOnTerminalsOnly(String level, String code) {
        LoggingEvent event = event(Level.toLevel(level), "m");
        AnsiOutput.setEnabled(AnsiOutput.Enabled.ALWAYS);
        assertThat(layout("%color{level}%m%color %color{faint}x%color", event))
                .isEqualTo("\u001b[" + code + "mm\u001b[0m \u001b[2mx\u001b[0m");
        AnsiOutput.setEnabled(AnsiOutput.Enabled.NEVER);
        assertThat(layout("%color{level}%m%color %color{faint}x%color", event)).isEqualTo("m x");
    }

    private static LoggingEvent event(Level level, String message) {
        return new LoggingEvent("test", CONTEXT.getLogger("a"), level, message, null, null);
    }

    private static String layout(String pattern, LoggingEvent event) {
        new LogPattern()
                .onApplicationEvent(new ApplicationStartingEvent(
                        new DefaultBootstrapContext(), new SpringApplication(Object.class), new String[0]));
        PatternLayout layout = new PatternLayout();
        layout.setContext(CONTEXT);
        layout.setPattern(pattern);
        layout.start();
        return layout.doLayout(event);
    }
}
