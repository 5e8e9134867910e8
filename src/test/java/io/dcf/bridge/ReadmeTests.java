package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares tables of the documentation with the code; {@code .ci/readme} replays its commands. */
@Tag("any-jdk")
class ReadmeTests {

    private static final Pattern SETTING =
            Pattern.compile("^\\| `(bridge\\.[-.a-z]+)` \\| (?:`(.*?)`)? ?\\| (.*) \\|$", Pattern.MULTILINE);
    private static final Pattern OPERATION = Pattern.compile("`(GET|POST|PUT|DELETE) (/api/[^`? ]*|/function/[^`? ]*)");

    @Test
    void listsEverySettingWithItsDefaultAndDescription() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        try (InputStream metadata =
                ReadmeTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode setting : JsonMapper.shared().readTree(metadata).path("properties")) {
                String name = setting.path("name").stringValue();
                if (name.startsWith("bridge.")) {
                    settings.put(
                            name,
                            setting.path("defaultValue").asString("") + " | "
                                    + setting.path("description").stringValue());
                }
            }
        }
        Map<String, String> listed = new TreeMap<>();
        SETTING.matcher(page("settings"))
                .results()
                .forEach(row ->
                        listed.put(row.group(1), (row.group(2) == null ? "" : row.group(2)) + " | " + row.group(3)));
        assertThat(listed).hasSizeGreaterThanOrEqualTo(7).isEqualTo(settings);
    }

    @Test
    void listsEveryOperation() throws IOException {
        try (TestBridge bridge = TestBridge.embedded()) {
            JsonNode paths = bridge.get("/v3/api-docs").json().path("paths");
            var documented = paths.properties().stream()
                    .flatMap(path -> path.getValue().propertyNames().stream()
                            .map(method -> method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
            assertThat(OPERATION
                            .matcher(page("api"))
                            .results()
                            .map(MatchResult::group)
                            .map(row -> row.substring(1)))
                    .containsExactlyInAnyOrderElementsOf(documented.toList());
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(Path.of("docs", name + ".md"));
    }
}
