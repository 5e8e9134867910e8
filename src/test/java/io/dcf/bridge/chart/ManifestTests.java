package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether what the chart renders is what an API server takes. */
@EnableKubernetesMockClient(crud = true, https = false) // which would make a key for each test
@Tag("any-jdk")
class ManifestTests {

    static KubernetesClient client;

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void loadsAsTypesThatKnowEveryField(Path values) {
        assertThat(TestChart.of(values).manifests()).hasSizeGreaterThan(4).allSatisfy(manifest -> {
            assertThat(manifest).isNotInstanceOf(GenericKubernetesResource.class);
            assertThat(UnknownFields.in(manifest)).as(manifest.getKind()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void appliesToAnApiServer(Path values) {
        String namespace = values.getFileName().toString().replace(".yaml", "");
        for (HasMetadata manifest : TestChart.of(values).manifests()) {
            client.resource(manifest).inNamespace(namespace).create();
            HasMetadata kept = client.resource(manifest).inNamespace(namespace).get();
            assertThat(kept.getMetadata().getLabels())
                    .as(manifest.getKind())
                    .isEqualTo(manifest.getMetadata().getLabels());
        }
    }

    @Test
    void rendersEveryKind() {
        assertThat(TestChart.valueSets()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(TestChart.valueSets().stream()
                        .flatMap(values -> TestChart.of(values).manifests().stream())
                        .map(HasMetadata::getKind)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Deployment",
                        "HTTPRoute",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "NetworkPolicy",
                        "PersistentVolumeClaim",
                        "Pod",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Role",
                        "RoleBinding",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor");
    }

    @Test
    void keepsTheTestPodForHelmTest() {
        assertThat(TestChart.render(TestChart.VALUES.resolve("gateway.yaml"))).doesNotContain("kind: Pod\n");
    }

    @Test
    void keepsTheTestPodUntilItsLogIsRead() throws IOException {
        assertThat(Files.readAllLines(TestChart.CHART.resolve("templates/tests/call.yaml")))
                .filteredOn(line -> line.contains("helm.sh/hook-delete-policy:"))
                .singleElement()
                .asString()
                .matches(" *helm.sh/hook-delete-policy: before-hook-creation( #.*)?");
    }

    @Test
    void passesStrictLint() {
        var result = new Helm(TestChart.CHART).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void lintFindsWhatIsWrong(@TempDir Path broken) throws IOException {
        Files.writeString(broken.resolve("Chart.yaml"), "apiVersion: v2\nname: broken\nversion: one\n");
        assertThat(new Helm(broken).lint().strict().call().isFailed()).isTrue();
    }

    @Test
    void findsUnknownFieldsAtAnyDepth() {
        Pod pod = new KubernetesSerialization().unmarshal("""
                kind: Pod
                apiVersion: v1
                metdata: {}
                spec:
                  containers:
                    - name: bridge
                      livenessProbe: {httpGet: {prot: 8080}}
                """, Pod.class);
        assertThat(UnknownFields.in(pod))
                .containsExactlyInAnyOrder("/metdata", "/spec/containers/-/livenessProbe/httpGet/prot");
    }
}
