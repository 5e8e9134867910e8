package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether the values' schema knows every setting, and nothing but what it names; {@code -Dchart.update} rewrites it. */
@Tag("any-jdk")
class SchemaTests {

    private static final Path SCHEMA = TestChart.CHART.resolve("values.schema.json");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void knowsEverySettingOfTheBridge() throws IOException {
        ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(SCHEMA));
        ObjectNode expected = schema.deepCopy();
        ((ObjectNode) expected.get("properties")).set("settings", BridgeSettings.schema());
        if (System.getProperty("chart.update") != null) {
            Files.writeString(SCHEMA, JSON.writer().with(pretty()).writeValueAsString(expected) + "\n");
        } else {
            assertThat(schema)
                    .as("./mvnw test -Dtest=SchemaTests -Dchart.update rewrites it")
                    .isEqualTo(expected);
        }
        assertThat(expected.at("/properties/settings/properties/gateway/properties/invoke-deadline/pattern")
                        .isString())
                .isTrue();
    }

    @Test
    void refusesWhatItDoesNotName() throws IOException {
        List<String> open = new ArrayList<>();
        int objects = walk("", JSON.readTree(Files.readString(SCHEMA)), open);
        assertThat(objects).isGreaterThan(30);
        assertThat(open).containsExactlyInAnyOrder("/definitions/kubernetes", "/properties/global");
    }

    /** Counts the objects, and notes those that take names they do not declare. */
    private static int walk(String path, JsonNode schema, List<String> open) {
        boolean object = schema.path("type").asString("").equals("object");
        if (object
                && !schema.path("additionalProperties").isObject()
                && schema.path("additionalProperties").asBoolean(true)) {
            open.add(path);
        }
        int objects = object ? 1 : 0;
        for (var property : schema.properties()) {
            objects += walk(path + "/" + property.getKey(), property.getValue(), open);
        }
        return objects;
    }

    private static DefaultPrettyPrinter pretty() {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(indenter)
                .withArrayIndenter(indenter);
    }
}
