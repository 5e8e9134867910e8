package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.logging.LoggingSystemProperty;

/** Whether the settings that the chart renders are settings, and mean what the values say. */
@Tag("any-jdk")
class SettingsTests {

    private static final Set<String> KNOWN = BridgeSettings.types().keySet();

    /** Boot leaves it set for whatever starts next. */
    @AfterAll
    static void forgetTheFormatOfLogs() {
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void namesSettingsThatExist(Path values) {
        Map<String, String> settings = RenderedSettings.of(TestChart.of(values));
        assertThat(settings.keySet())
                .contains("bridge.gateway.address", "server.address")
                .allSatisfy(name -> assertThat(KNOWN).contains(name.replaceAll("\\[\\d+]$", "")));
        assertThat(settings)
                .containsEntry("server.address", "0.0.0.0")
                .containsEntry("server.port", "8080")
                .containsEntry("management.server.port", "8081");
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void namesEnvironmentThatExists(Path values) {
        Set<String> names = KNOWN.stream()
                .flatMap(name -> Stream.of(name.replace("-", ""), name.replace("-", "_"))) // Boot reads both
                .map(name -> name.replace(".", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(TestChart.of(values)
                        .one(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .extracting(EnvVar::getName)
                .filteredOn(name -> name.startsWith("BRIDGE_") || name.startsWith("SPRING_"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(names).contains(name));
    }

    @Test
    void rendersWhatTheValuesSay() {
        assertThat(RenderedSettings.of(TestChart.of("embedded")))
                .containsEntry("bridge.gateway.address", "")
                .doesNotContainKey("bridge.embedded.address"); // which the image leaves on loopback
        assertThat(RenderedSettings.of(TestChart.of("ingress")))
                .containsEntry("bridge.security.allow-anonymous", "true")
                .containsEntry("bridge.security.hosts[4]", "bridge.example.org");
        assertThat(RenderedSettings.of(TestChart.of("settings")))
                .containsEntry("bridge.gateway.address", "dns:///gateway.functions:10000")
                .containsEntry("bridge.gateway.invoke-deadline", "5m")
                .containsEntry("bridge.proxies.trusted[0]", "10.0.0.0/8")
                .containsEntry("bridge.proxies.header", "forwarded")
                .containsEntry("bridge.shutdown.pause", "20s")
                .containsEntry("bridge.shutdown.grace", "300s");
        assertThat(RenderedSettings.of(TestChart.of("network")))
                .containsEntry(
                        "management.opentelemetry.tracing.export.otlp.endpoint",
                        "http://collector.observability:4318/v1/traces")
                .containsEntry("management.tracing.sampling.probability", "0.25");
    }

    @Test
    void startsTheBridge(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("application.yml"), RenderedSettings.file(TestChart.of("settings")));
        try (TestBridge bridge = TestBridge.embedded(
                "--spring.config.additional-location=file:" + directory + "/",
                "--server.address=127.0.0.1",
                "--bridge.shutdown.pause=0s",
                "--server.port=0",
                "--management.server.port=0")) {
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
            assertThat(bridge.get("/actuator/health").status()).isEqualTo(404);
            assertThat(bridge.get("/actuator/loggers").status()).isEqualTo(404);
            assertThat(bridge.setting("spring.lifecycle.timeout-per-shutdown-phase"))
                    .isEqualTo("300s");
            assertThat(bridge.setting("bridge.limits.request-size")).isEqualTo("8MB");
        }
    }
}
