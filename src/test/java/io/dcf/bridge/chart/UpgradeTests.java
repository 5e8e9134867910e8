package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether an upgrade leaves what running pods and autoscalers need as it is in the cluster. */
@Tag("any-jdk")
class UpgradeTests {

    @Test
    void namesTheSettingsByTheirContent() {
        String name = settings(TestChart.of("gateway", "demo"));
        assertThat(name).matches("demo-dcf-bridge-[0-9a-f]{10}");
        assertThat(settings(TestChart.of("gateway", "demo", "replicas=5"))).isEqualTo(name);
        assertThat(settings(TestChart.of("gateway", "demo", "gateway.address=away:10000")))
                .isNotEqualTo(name);
    }

    @Test
    void keepsTheSettingsOfPodsThatStillRun() throws IOException {
        try (TestApiServer api = TestApiServer.with(
                replicaSet("serving", 2, "demo"),
                replicaSet("gone", 0, "demo"),
                replicaSet("foreign", 1, "other"),
                ofAnotherChart(replicaSet("sibling", 1, "demo")),
                settings("serving", "demo"),
                settings("gone", "demo"),
                settings("sibling", "demo"),
                settings("foreign", "other"))) {
            TestChart chart = api.upgrade("gateway");
            assertThat(chart.all(ConfigMap.class))
                    .extracting(map -> map.getMetadata().getName())
                    .containsExactlyInAnyOrder(settings(chart), "serving");
            ConfigMap serving = chart.all(ConfigMap.class)
                    .filter(map -> map.getMetadata().getName().equals("serving"))
                    .findFirst()
                    .orElseThrow();
            assertThat(serving.getImmutable()).isTrue();
            assertThat(serving.getData()).isEqualTo(Map.of("application.yml", "bridge:\n  mode: bridge\n"));
        }
    }

    @Test
    void leavesTheReplicasToTheAutoscaler() throws IOException {
        try (TestApiServer api = TestApiServer.with(deployment(7))) {
            assertThat(replicas(api.upgrade("autoscaling"))).isEqualTo(7);
            assertThat(replicas(api.upgrade("gateway"))).isEqualTo(2);
        }
        try (TestApiServer api = TestApiServer.with()) {
            assertThat(replicas(api.upgrade("autoscaling"))).isNull();
        }
    }

    private static @Nullable Integer replicas(TestChart chart) {
        return chart.one(Deployment.class).getSpec().getReplicas();
    }

    private static Deployment deployment(int replicas) {
        return new DeploymentBuilder(TestChart.of("gateway", "demo").one(Deployment.class))
                .editMetadata()
                .withNamespace("functions")
                .addToAnnotations("meta.helm.sh/release-name", "demo")
                .addToAnnotations("meta.helm.sh/release-namespace", "functions")
                .endMetadata()
                .editSpec()
                .withReplicas(replicas)
                .endSpec()
                .build();
    }

    private static String settings(TestChart chart) {
        return chart.all(ConfigMap.class)
                .map(map -> map.getMetadata().getName())
                .filter(name -> name.startsWith("demo-"))
                .findFirst()
                .orElseThrow();
    }

    private static ReplicaSet replicaSet(String settings, int replicas, String release) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName("of-" + settings)
                .withLabels(labels(release))
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewTemplate()
                .withNewSpec()
                .addNewVolume()
                .withName("settings")
                .withNewConfigMap()
                .withName(settings)
                .endConfigMap()
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    /** As of a chart that is a part of the same release. */
    private static ReplicaSet ofAnotherChart(ReplicaSet replicaSet) {
        return new ReplicaSetBuilder(replicaSet)
                .editMetadata()
                .addToLabels("app.kubernetes.io/name", "sibling")
                .endMetadata()
                .build();
    }

    private static ConfigMap settings(String name, String release) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("functions")
                .withLabels(labels(release))
                .addToAnnotations("meta.helm.sh/release-name", release)
                .addToAnnotations("meta.helm.sh/release-namespace", "functions")
                .endMetadata()
                .withImmutable(true)
                .addToData("application.yml", "bridge:\n  mode: bridge\n")
                .build();
    }

    private static Map<String, String> labels(String release) {
        return Map.of(
                "app.kubernetes.io/name",
                "dcf-bridge",
                "app.kubernetes.io/instance",
                release,
                "app.kubernetes.io/managed-by",
                "Helm");
    }
}
