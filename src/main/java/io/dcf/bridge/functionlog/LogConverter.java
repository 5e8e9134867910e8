package io.dcf.bridge.functionlog;

import io.dcf.bridge.function.FunctionLog;
import io.dcf.bridge.function.LogLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes logs as text, with a heading for each instance if there are several, or as NDJSON. Text is for terminals, so control sequences are removed.
 * JSON has the exact lines, with control characters escaped.
 */
@Component
class LogConverter extends AbstractHttpMessageConverter<FunctionLog> {

    /** A control sequence as ECMA-48, 5.4 defines it, such as a colour. */
    private static final Pattern ANSI_SEQUENCE = Pattern.compile("(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]");

    /** Other control characters, and characters that reorder text. */
    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069]");

    private final JsonMapper json;

    LogConverter(JsonMapper json) {
        super(StandardCharsets.UTF_8, MediaType.TEXT_PLAIN, MediaType.APPLICATION_NDJSON);
        this.json = json;
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == FunctionLog.class;
    }

    @Override
    protected void writeInternal(FunctionLog log, HttpOutputMessage message) throws IOException {
        boolean ndjson = MediaType.APPLICATION_NDJSON.isCompatibleWith(
                message.getHeaders().getContentType());
        StringBuilder text = new StringBuilder();
        if (ndjson) {
            log.lines()
                    .forEach(line -> text.append(json.writeValueAsString(line)).append('\n'));
        } else {
            appendText(log.lines(), text);
        }
        OutputStream body = message.getBody();
        body.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void appendText(List<LogLine> lines, StringBuilder text) {
        boolean headings = !lines.isEmpty() && lines.get(lines.size() - 1).instance() > 1;
        int instance = 0;
        for (LogLine line : lines) {
            if (headings && line.instance() != instance) {
                instance = line.instance();
                text.append("==> instance ").append(instance).append(" <==\n");
            }
            text.append(withoutControls(line.text())).append('\n');
        }
    }

    private static String withoutControls(String line) {
        return CONTROL.matcher(ANSI_SEQUENCE.matcher(line).replaceAll("")).replaceAll("\ufffd");
    }

    @Override
    protected FunctionLog readInternal(Class<? extends FunctionLog> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("Logs cannot be read from a request", message);
    }
}
