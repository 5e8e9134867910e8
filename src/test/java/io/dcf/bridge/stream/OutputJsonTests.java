package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.function.FunctionOutput;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutputJsonTests {

    private static final String PIECES = "{}[]\":,\\1a \t\n\r☃\ufeff\u2028\u0000\u0001";
    private static final JsonMapper JACKSON = JsonMapper.shared();
    private static final OutputJson JSON = new OutputJson(JACKSON);

    @Test
    void writesAnyBytesOnOneLine() {
        Random random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            byte[] output = new byte[random.nextInt(6)];
            random.nextBytes(output);
            assertSame(output);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(PIECES.charAt(random.nextInt(PIECES.length())));
            }
            assertSame(bytes(text.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                " [1 , 2]\n",
                "{\r\n  \"a\" : \"\\n\"\r\n}",
                "{\"a\":1,\"a\":1.0000000000000000000000001}",
                "[\"\u2028\"]",
                "{}"
            })
    void keepsObjectsAndArraysAsTheyAre(String output) {
        String line = line(output);
        assertThat(line).isEqualTo("{\"json\":" + output.replaceAll("[\r\n]", " ") + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "null", "\"a\"", "{", "{}{}", "[1,]", "{}x", "\ufeff{}", "é{}", "a\nb", "☃"})
    void writesOtherJsonAsText(String output) {
        assertThat(JACKSON.readTree(line(output)).path("text").stringValue()).isEqualTo(output);
    }

    @Test
    void writesJsonThatIsNestedTooDeepAsText() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(JACKSON.readTree(line(deep)).path("text").stringValue()).isEqualTo(deep);
    }

    private static void assertSame(byte[] output) {
        byte[] line = JSON.line(output);
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("\n").doesNotContain("\r");
        JsonNode written = JACKSON.readTree(line);
        assertThat(written.size()).isEqualTo(1);
        if (written.has("base64")) {
            assertThat(FunctionOutput.isText(output)).isFalse();
            assertThat(written.path("base64").binaryValue()).isEqualTo(output);
        } else if (written.has("text")) {
            assertThat(bytes(written.path("text").stringValue())).isEqualTo(output);
        } else {
            assertThat(written.path("json").isContainer()).isTrue();
            assertThat(written.path("json")).isEqualTo(JACKSON.readTree(output));
        }
    }

    private static String line(String output) {
        return new String(JSON.line(bytes(output)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
