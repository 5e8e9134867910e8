package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the chart's README lists the values as values.yaml has and describes them; {@code -Dchart.update} rewrites it. */
@Tag("any-jdk")
class ChartReadmeTests {

    private static final Path README = TestChart.CHART.resolve("README.md");
    private static final Path VALUES = TestChart.CHART.resolve("values.yaml");
    private static final Pattern TABLE = Pattern.compile("(?s)(?<=<!-- values -->\n).*(?=<!-- /values -->)");
    private static final Pattern LINE =
            Pattern.compile("( *)(?:# -- (?<said>.*)|(?<key>[a-zA-Z_]+):(?: (?<value>.*))?)");

    @Test
    void listsEveryValueWithItsDefaultAndDescription() throws IOException {
        String readme = Files.readString(README);
        String expected = TABLE.matcher(readme).replaceFirst(Matcher.quoteReplacement(table()));
        if (System.getProperty("chart.update") != null) {
            Files.writeString(README, expected);
        }
        assertThat(Files.readString(README))
                .as("./mvnw test -Dtest=ChartReadmeTests -Dchart.update rewrites it")
                .isEqualTo(expected)
                .contains("| `gateway.address` |");
    }

    @Test
    void describesEveryValue() throws IOException {
        Map<?, ?> values = new KubernetesSerialization().unmarshal(Files.readString(VALUES), Map.class);
        List<String> missing = new ArrayList<>();
        undescribed("", values, table(), missing);
        assertThat(missing).isEmpty();
    }

    /** Notes the leaves for which neither they nor what holds them has a row. */
    private static void undescribed(String path, Map<?, ?> values, String table, List<String> missing) {
        values.forEach((key, value) -> {
            String name = path + key;
            if (!table.contains("| `" + name + "` |")) {
                if (value instanceof Map<?, ?> map && !map.isEmpty()) {
                    undescribed(name + ".", map, table, missing);
                } else {
                    missing.add(name);
                }
            }
        });
    }

    private static String table() throws IOException {
        StringBuilder table = new StringBuilder("| value | default | what it is |\n|---|---|---|\n");
        Deque<String> path = new ArrayDeque<>();
        String said = null;
        List<String> lines = Files.readAllLines(VALUES);
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                continue;
            }
            if (line.group("said") != null) {
                said = line.group("said");
                continue;
            }
            while (path.size() > line.group(1).length() / 2) {
                path.removeLast();
            }
            path.addLast(line.group("key"));
            if (said != null) {
                String value = line.group("value") == null ? nested(lines, i) : line.group("value");
                table.append("| `%s` | %s | %s |\n"
                        .formatted(String.join(".", path), value.isEmpty() ? "" : "`" + value + "`", said));
                said = null;
            }
        }
        return table.toString();
    }

    /** The lines under a key, as a flow mapping. */
    private static String nested(List<String> lines, int key) {
        int depth = lines.get(key).indexOf(lines.get(key).trim());
        List<String> nested = lines.stream()
                .skip(key + 1L)
                .takeWhile(line -> !line.isBlank() && line.indexOf(line.trim()) > depth && !line.contains("#"))
                .map(String::trim)
                .toList();
        return nested.isEmpty() ? "" : "{" + String.join(", ", nested) + "}";
    }
}
