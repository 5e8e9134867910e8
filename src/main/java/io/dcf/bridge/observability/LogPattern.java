package io.dcf.bridge.observability;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.pattern.DynamicConverter;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.ansi.AnsiColor;
import org.springframework.boot.ansi.AnsiElement;
import org.springframework.boot.ansi.AnsiOutput;
import org.springframework.boot.ansi.AnsiStyle;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;
import org.springframework.context.ApplicationListener;

/**
 * Makes the words of the log pattern in application.yml known to Logback before Spring Boot sets up the log. None of them encloses a pattern, as {@code
 * %clr(...)} does: such words copy the text that they enclose several times. With them, the log took 12 of the 38 KB that an invocation allocated.
 */
class LogPattern implements ApplicationListener<ApplicationStartingEvent> {

    private static final Map<String, Supplier<DynamicConverter>> WORDS =
            Map.of("text", Text::new, "failure", Failure::new, "trace", Trace::new, "color", Color::new);

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        PatternLayout.DEFAULT_CONVERTER_SUPPLIER_MAP.putAll(WORDS);
    }

    /** The message and the fields of a line, as {@link LogText}. */
    static final class Text extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            String message = event.getFormattedMessage();
            if (event.getKeyValuePairs() == null) {
                return LogText.safe(message);
            }
            StringBuilder text = new StringBuilder(256).append(message);
            for (KeyValuePair field : event.getKeyValuePairs()) {
                text.append(' ').append(field.key).append('=').append(field.value);
            }
            return LogText.safe(text.toString());
        }
    }

    /** The stack trace of a line, as {@link LogText}. */
    static final class Failure extends ExtendedWhitespaceThrowableProxyConverter {
        @Override
        protected String throwableProxyToString(IThrowableProxy failure) {
            return LogText.safe(super.throwableProxyToString(failure));
        }
    }

    /** The trace id of the request that a thread answers. */
    static final class Trace extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            String trace = event.getMDCPropertyMap().get("traceId");
            return trace == null ? "" : "[" + trace + "] ";
        }
    }

    /** Starts a color, {@code level} for that of the line's level, or ends it. Nothing where the output is not a terminal. */
    static final class Color extends ClassicConverter {

        @Override
        public String convert(ILoggingEvent event) {
            String name = getFirstOption();
            return AnsiOutput.encode(name == null ? AnsiStyle.NORMAL : element(name, event));
        }

        private static AnsiElement element(String name, ILoggingEvent event) {
            return switch (name) {
                case "faint" -> AnsiStyle.FAINT;
                case "magenta" -> AnsiColor.MAGENTA;
                case "cyan" -> AnsiColor.CYAN;
                case "level" -> of(event);
                default -> throw new IllegalArgumentException("%color has no option " + name);
            };
        }

        private static AnsiElement of(ILoggingEvent event) {
            return switch (event.getLevel().toString()) {
                case "ERROR" -> AnsiColor.RED;
                case "WARN" -> AnsiColor.YELLOW;
                default -> AnsiColor.GREEN;
            };
        }
    }
}
