package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether what is said after an installation, and what the chart calls itself, is true. */
@Tag("any-jdk")
class NotesTests {

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void givesCommandsThatNameWhatIsThere(Path values) {
        TestChart chart = TestChart.of(values);
        Service service = chart.api();
        assertThat(notes(values))
                .contains("kubectl --namespace functions rollout status deployment/"
                        + chart.one(Deployment.class).getMetadata().getName() + "\n")
                .contains("kubectl --namespace functions port-forward service/"
                        + service.getMetadata().getName() + " 8080:"
                        + service.getSpec().getPorts().get(0).getPort() + " &\n")
                .contains("helm --namespace functions test demo --logs\n");
    }

    @Test
    void saysHowTheIngressIsReached() {
        assertThat(notes(TestChart.VALUES.resolve("ingress.yaml")))
                .contains("curl https://bridge.example.org/api/v1/functions\n");
        assertThat(notes(TestChart.VALUES.resolve("everything.yaml")))
                .contains("curl http://bridge.example.org/api/v1/functions\n");
    }

    @Test
    void deploysTheVersionThatThisTreeBuilds() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version =
                pom.replaceFirst("(?s).*?<artifactId>dcf-bridge</artifactId>\\s*<version>(.*?)</version>.*", "$1");
        assertThat(Files.readAllLines(TestChart.CHART.resolve("Chart.yaml"))).contains("appVersion: " + version);
        assertThat(TestChart.of("gateway")
                        .one(Deployment.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("dcf-bridge:" + version);
    }

    private static String notes(Path values) {
        return new Helm(TestChart.CHART)
                .install()
                .clientOnly()
                .dryRun()
                .withKubeVersion("1.34.0")
                .withName("demo")
                .withNamespace("functions")
                .withValuesFile(values)
                .call()
                .getOutput();
    }
}
