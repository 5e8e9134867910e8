package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether dashboards and alerts reach the cluster whole, and each alert leads to a runbook. */
@Tag("any-jdk")
class MonitoringTests {

    private static final String BASE = "https://docs.example.org/dcf-bridge/";

    @Test
    void carriesEveryDashboard() throws IOException {
        Map<String, String> dashboards = TestChart.of("monitoring")
                .all(ConfigMap.class)
                .filter(map -> "1".equals(map.getMetadata().getLabels().get("grafana_dashboard")))
                .findFirst()
                .orElseThrow()
                .getData();
        assertThat(dashboards).isNotEmpty().hasSameSizeAs(files("dashboards"));
        for (Path file : files("dashboards")) {
            JsonNode dashboard = JsonMapper.shared()
                    .readTree(dashboards.get(file.getFileName().toString()));
            assertThat(dashboard).isEqualTo(JsonMapper.shared().readTree(Files.readString(file)));
            assertThat(dashboard.findValuesAsString("expr")).isNotEmpty();
            assertThat(dashboard.path("uid").asString("")).isNotEmpty();
        }
    }

    @Test
    void carriesEveryAlertWithItsRunbook() throws IOException {
        Set<String> anchors = Files.readAllLines(Path.of("docs/runbooks.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Rule> rules = TestChart.of("monitoring").one(PrometheusRule.class).getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getAlert() != null)
                .toList();
        assertThat(rules)
                .extracting(Rule::getAlert)
                .contains("BridgeDown", "HighErrorRate")
                .doesNotHaveDuplicates();
        assertThat(rules).hasSize(alertsInFiles()).allSatisfy(rule -> {
            String runbook = rule.getAnnotations().get("runbook_url");
            assertThat(runbook).startsWith(BASE + "docs/runbooks.md#");
            assertThat(anchors).contains(runbook.substring(runbook.indexOf('#') + 1));
            assertThat(rule.getLabels()).containsKey("severity");
            assertThat(rule.getAnnotations()).containsKey("summary");
        });
    }

    @Test
    void leavesAlertsTemplatesToPrometheus() {
        assertThat(TestChart.render(TestChart.VALUES.resolve("everything.yaml")))
                .contains("{{ $value | humanizePercentage }}")
                .contains("runbook_url: docs/runbooks.md#bridgedown");
    }

    private static int alertsInFiles() throws IOException {
        int alerts = 0;
        for (Path file : files("alerts")) {
            alerts += (int) Files.readAllLines(file).stream()
                    .filter(line -> line.contains("- alert: "))
                    .count();
        }
        return alerts;
    }

    private static List<Path> files(String directory) throws IOException {
        try (Stream<Path> files = Files.list(TestChart.CHART.resolve(directory))) {
            return files.toList();
        }
    }
}
