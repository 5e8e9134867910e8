package io.dcf.bridge.stream;

import io.dcf.bridge.function.FunctionOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the messages of streams as JSON, one line each, with a member that names the type: {@code {"json":{...}}} for an output that is a JSON
 * object or array, {@code {"text":"..."}} for other text, {@code {"base64":"..."}} for other bytes.
 */
@Component
public class OutputJson {

    private final JsonMapper json;
    private final TokenStreamFactory values;

    OutputJson(JsonMapper json) {
        this.json = json;
        this.values = unbounded(json.tokenStreamFactory());
    }

    /** A parser that only checks syntax: no limit of length, and duplicate members are allowed. The depth is limited as elsewhere. */
    private static TokenStreamFactory unbounded(TokenStreamFactory factory) {
        StreamReadConstraints bounds = factory.streamReadConstraints()
                .rebuild()
                .maxTokenCount(-1)
                .maxStringLength(Integer.MAX_VALUE)
                .build();
        return factory.rebuild()
                .streamReadConstraints(bounds)
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    /** An output, without a line feed. */
    byte[] line(byte[] output) {
        if (!FunctionOutput.isText(output)) {
            return json.writeValueAsBytes(Map.of("base64", output));
        }
        return isStructured(output)
                ? embedded(output)
                : json.writeValueAsBytes(Map.of("text", new String(output, StandardCharsets.UTF_8)));
    }

    /** A line with one member. */
    public byte[] line(String name, Object value) {
        return json.writeValueAsBytes(Map.of(name, value));
    }

    public byte[] value(Object value) {
        return json.writeValueAsBytes(value);
    }

    /** Whether the bytes are exactly one JSON value. */
    boolean isJson(byte[] bytes) {
        try (JsonParser parser = values.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private boolean isStructured(byte[] output) {
        int first = 0;
        while (first < output.length && output[first] >= 0 && output[first] <= ' ') {
            first++;
        }
        return first < output.length && (output[first] == '{' || output[first] == '[') && isJson(output);
    }

    /** The value as it is, on one line: line breaks can only be between its tokens, and become blanks. */
    private static byte[] embedded(byte[] value) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(value.length + 10);
        line.writeBytes("{\"json\":".getBytes(StandardCharsets.US_ASCII));
        for (byte each : value) {
            line.write(each == '\n' || each == '\r' ? ' ' : each);
        }
        line.write('}');
        return line.toByteArray();
    }
}
