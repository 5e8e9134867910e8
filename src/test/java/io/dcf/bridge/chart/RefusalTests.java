package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that the chart refuses, each in a file whose first line says with what message. */
@Tag("any-jdk")
class RefusalTests {

    private static final String REFUSED = "# refused: ";

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#wrongValueSets")
    void refuses(Path values) throws IOException {
        String expected = Files.readAllLines(values).get(0);
        assertThat(expected).startsWith(REFUSED);
        assertThatThrownBy(() -> TestChart.render(values)).hasMessageContaining(expected.substring(REFUSED.length()));
    }

    @Test
    void refusesKubernetesThatCannotSleepBeforeStop() {
        Path values = TestChart.VALUES.resolve("gateway.yaml");
        assertThatThrownBy(() -> TestChart.render(TestChart.CHART, values, "1.29.9"))
                .hasMessageContaining("requires kubeVersion: >=1.30");
    }

    @Test
    void refusesManyThings() {
        assertThat(TestChart.wrongValueSets()).hasSizeGreaterThanOrEqualTo(20);
    }
}
