package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problemtype.ProblemType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventFormatTests {

    private static final OutputJson JSON = new OutputJson(JsonMapper.shared());
    private static final byte[] LINES = bytes("{\n\"a\":\r\n\"☃\"}");

    @Test
    void writesOneLineForEachOutputAsNdjson() {
        assertThat(EventFormat.NDJSON.output(JSON, LINES)).isEqualTo(bytes("{\"json\":{ \"a\":  \"☃\"}}\n"));
        assertThat(EventFormat.NDJSON.output(JSON, new byte[] {0})).isEqualTo(bytes("{\"base64\":\"AA==\"}\n"));
        assertThat(EventFormat.NDJSON.end(JSON, 7)).isEmpty();
        assertThat(EventFormat.NDJSON.heartbeat()).isNull();
        assertThat(text(EventFormat.NDJSON.problem(JSON, Problem.of(ProblemType.FUNCTION_NOT_FOUND, "none"))))
                .startsWith("{\"problem\":{\"type\":\"/problems/function-not-found\"")
                .endsWith("}}\n");
    }

    @Test
    void writesOneEventForEachOutputAsServerSentEvents() {
        assertThat(EventFormat.SSE.output(JSON, LINES))
                .isEqualTo(bytes("event: output\ndata: {\"json\":{ \"a\":  \"☃\"}}\n\n"));
        assertThat(EventFormat.SSE.output(JSON, bytes("a\nb")))
                .isEqualTo(bytes("event: output\ndata: {\"text\":\"a\\nb\"}\n\n"));
        assertThat(EventFormat.SSE.end(JSON, 7)).isEqualTo(bytes("event: end\ndata: {\"outputs\":7}\n\n"));
        assertThat(EventFormat.SSE.heartbeat()).isEqualTo(bytes(":\n\n"));
        assertThat(text(EventFormat.SSE.problem(JSON, Problem.of(ProblemType.FUNCTION_NOT_FOUND, "a\nb"))))
                .startsWith("event: problem\ndata: {\"type\":\"/problems/function-not-found\"")
                .contains("\"detail\":\"a\\nb\"")
                .endsWith("}\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
