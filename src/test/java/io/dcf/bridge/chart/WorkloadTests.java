package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the pods keep to restricted Pod Security, are probed and stopped as they should, and find what they mount. */
@Tag("any-jdk")
class WorkloadTests {

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void keepsToRestrictedPodSecurity(Path values) {
        TestChart chart = TestChart.of(values);
        assertThat(chart.one(Pod.class).getSpec().getAutomountServiceAccountToken())
                .isFalse();
        assertThat(bridge(chart).getAutomountServiceAccountToken())
                .isEqualTo(chart.maybe(Role.class).isPresent());
        for (PodSpec pod : List.of(bridge(chart), chart.one(Pod.class).getSpec())) {
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getHostNetwork()).isNull();
            assertThat(pod.getHostPID()).isNull();
            assertThat(pod.getHostIPC()).isNull();
            assertThat(pod.getInitContainers()).isEmpty();
            assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
            Container container = pod.getContainers().get(0);
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getPrivileged()).isNull();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getSecurityContext().getCapabilities().getAdd())
                    .isEmpty();
            assertThat(container.getSecurityContext().getRunAsUser()).isNull();
            assertThat(container.getPorts()).noneMatch(port -> port.getHostPort() != null);
        }
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void probesPortsThatExist(Path values) {
        Container container = bridge(TestChart.of(values)).getContainers().get(0);
        assertThat(container.getPorts()).extracting(ContainerPort::getName).startsWith("http", "actuator");
        assertThat(container.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .startsWith(8080, 8081);
        assertThat(List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .extracting((Probe probe) -> probe.getHttpGet().getPath() + " "
                        + probe.getHttpGet().getPort().getStrVal())
                .containsExactly("/livez http", "/livez http", "/readyz http");
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void leavesTimeToFinishWhatIsInFlight(Path values) {
        TestChart chart = TestChart.of(values);
        PodSpec pod = bridge(chart);
        assertThat(pod.getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(
                        seconds(chart, "bridge.shutdown.pause") + seconds(chart, "bridge.shutdown.grace") + 5);
    }

    private static long seconds(TestChart chart, String setting) {
        String duration = RenderedSettings.of(chart).get(setting);
        assertThat(duration).matches("[1-9][0-9]*s");
        return Long.parseLong(duration.replace("s", ""));
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void mountsWhatIsThere(Path values) {
        TestChart chart = TestChart.of(values);
        PodSpec pod = bridge(chart);
        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(pod.getContainers().get(0).getVolumeMounts().stream()
                        .map(VolumeMount::getName)
                        .distinct()
                        .toList());
        for (Volume volume : pod.getVolumes()) {
            if (volume.getName().equals("settings")) {
                assertThat(chart.all(ConfigMap.class).map(WorkloadTests::name))
                        .contains(volume.getConfigMap().getName());
            }
            if (volume.getPersistentVolumeClaim() != null) {
                assertThat(volume.getPersistentVolumeClaim().getClaimName())
                        .isEqualTo(chart.maybe(PersistentVolumeClaim.class)
                                .map(WorkloadTests::name)
                                .orElse("functions-of-old"));
            }
        }
    }

    @Test
    void keepsTheVolumeWhenTheReleaseIsUninstalled() {
        assertThat(TestChart.of("persistent")
                        .one(PersistentVolumeClaim.class)
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("helm.sh/resource-policy", "keep");
        assertThat(TestChart.of("claim").maybe(PersistentVolumeClaim.class)).isEmpty();
    }

    @Test
    void takesSecretsByReferenceAlone() {
        PodSpec pod = bridge(TestChart.of("secrets"));
        assertThat(pod.getVolumes().stream()
                        .filter(volume -> volume.getSecret() != null)
                        .map(volume -> volume.getSecret().getSecretName() + " "
                                + volume.getSecret().getDefaultMode()))
                .containsExactly("bridge-tokens " + 0440, "gateway-certificate " + 0440, "bridge-tokens " + 0440);
        assertThat(pod.getContainers().get(0).getEnv())
                .filteredOn(env -> env.getName().equals("UPSTREAM_TOKEN"))
                .extracting(EnvVar::getValue)
                .containsOnlyNulls();
        assertThat(pod.getContainers().get(0).getEnv())
                .filteredOn(env -> env.getName().equals("BRIDGE_GATEWAY_TOKEN"))
                .singleElement()
                .satisfies(
                        env -> assertThat(env.getValueFrom().getSecretKeyRef().getName())
                                .isEqualTo("gateway-token"));
        assertThat(pod.getImagePullSecrets().get(0).getName()).isEqualTo("pull-secret");
    }

    @Test
    void takesTheDatabaseAndTheKeyOfCallbacksFromSecrets() {
        assertThat(bridge(TestChart.of("secrets")).getContainers().get(0).getEnv())
                .filteredOn(env -> env.getName().startsWith("BRIDGE_ASYNC_"))
                .extracting(env -> env.getName() + " "
                        + env.getValueFrom().getSecretKeyRef().getName() + "/"
                        + env.getValueFrom().getSecretKeyRef().getKey())
                .containsExactlyInAnyOrder(
                        "BRIDGE_ASYNC_URL invocations/url",
                        "BRIDGE_ASYNC_USERNAME invocations/username",
                        "BRIDGE_ASYNC_PASSWORD invocations/password",
                        "BRIDGE_ASYNC_CALLBACK_SECRET callbacks/secret");
    }

    @ParameterizedTest
    @CsvSource({
        "embedded,/var/lib/dcf-bridge",
        "persistent,/var/lib/dcf-bridge",
        "claim,/var/lib/dcf-bridge",
        "forgetful,memory",
        "gateway,"
    })
    void keepsTheFunctionsOfTheEmbeddedGatewayInItsVolume(String values, @Nullable String directory) {
        TestChart chart = TestChart.of(values);
        assertThat(RenderedSettings.of(chart).get("bridge.embedded.data-dir")).isEqualTo(directory);
        Container container = bridge(chart).getContainers().get(0);
        assertThat(container.getVolumeMounts().stream()
                        .filter(mount -> mount.getName().equals("data"))
                        .map(VolumeMount::getMountPath))
                .containsExactlyElementsOf(directory == null ? List.of() : List.of("/var/lib/dcf-bridge"));
    }

    @Test
    void takesQuantitiesAsNumbersToo() {
        TestChart chart = TestChart.of("quantities");
        var resources = bridge(chart).getContainers().get(0).getResources();
        assertThat(resources.getRequests())
                .containsEntry("cpu", new Quantity("0.5"))
                .containsEntry("memory", new Quantity("536870912"));
        assertThat(resources.getLimits())
                .containsEntry("cpu", new Quantity("2"))
                .containsEntry("memory", new Quantity("1e9"));
        assertThat(chart.one(PersistentVolumeClaim.class)
                        .getSpec()
                        .getResources()
                        .getRequests())
                .containsEntry("storage", new Quantity("1073741824"));
    }

    @Test
    void mountsTheSecretsOfTlsWhereTheSettingsLookForThem() {
        TestChart chart = TestChart.of("tls");
        PodSpec pod = bridge(chart);
        var settings = RenderedSettings.of(chart);
        assertThat(settings)
                .containsEntry("bridge.gateway.tls.enabled", "true")
                .containsEntry("bridge.gateway.tls.server-name", "gateway.example.org");
        assertThat(List.of(
                        mounted(pod, "gateway-ca") + "/ca.crt",
                        mounted(pod, "bridge-certificate") + "/tls.crt",
                        mounted(pod, "bridge-certificate") + "/tls.key"))
                .containsExactly(
                        settings.get("bridge.gateway.tls.ca"),
                        settings.get("bridge.gateway.tls.certificate"),
                        settings.get("bridge.gateway.tls.key"));
    }

    private static String mounted(PodSpec pod, String secret) {
        String volume = pod.getVolumes().stream()
                .filter(each -> each.getSecret() != null
                        && each.getSecret().getSecretName().equals(secret))
                .findFirst()
                .orElseThrow()
                .getName();
        return pod.getContainers().get(0).getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume) && mount.getSubPath() == null)
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }

    @Test
    void takesWhatOperatorsSet() {
        Deployment deployment = TestChart.of("operator").one(Deployment.class);
        assertThat(name(deployment)).isEqualTo("functions-api");
        assertThat(deployment.getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/name", "faas")
                .containsEntry("app.kubernetes.io/part-of", "platform");
        assertThat(deployment.getSpec().getRevisionHistoryLimit()).isEqualTo(3);
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/part-of", "platform")
                .containsEntry("example.org/team", "edge")
                .containsEntry("sidecar.istio.io/inject", "true");
        PodSpec pod = bridge(TestChart.of("operator"));
        assertThat(pod.getSecurityContext().getFsGroup()).isNull();
        assertThat(pod.getSecurityContext().getSupplementalGroups()).containsExactly(2000L);
        assertThat(pod.getPriorityClassName()).isEqualTo("important");
        assertThat(pod.getAffinity().getNodeAffinity()).isNotNull();
        assertThat(pod.getTopologySpreadConstraints())
                .extracting(spread -> spread.getTopologyKey())
                .containsExactly("rack");
        assertThat(bridge(TestChart.of("gateway")).getTopologySpreadConstraints())
                .extracting(spread -> spread.getTopologyKey())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        Container container = pod.getContainers().get(0);
        assertThat(container.getImage())
                .isEqualTo("dcf-bridge@sha256:3c469e9d6c5875d37a43f353d4f88e61fcf812c66eee3457465a40b0da4153e0");
        assertThat(container.getSecurityContext().getSeLinuxOptions().getLevel())
                .isEqualTo("s0:c1,c2");
        assertThat(container.getStartupProbe().getFailureThreshold()).isEqualTo(300);
        assertThat(container.getStartupProbe().getPeriodSeconds()).isEqualTo(2);
        assertThat(container.getReadinessProbe().getPeriodSeconds()).isEqualTo(2);
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/etc/ca", "/cache", "/scratch");
    }

    @Test
    void runsOnePodWithTheEmbeddedGateway() {
        assertThat(TestChart.of("embedded").one(Deployment.class).getSpec().getReplicas())
                .isEqualTo(1);
        assertThat(TestChart.of("gateway").one(Deployment.class).getSpec().getReplicas())
                .isEqualTo(2);
        assertThat(TestChart.of("kubernetes").one(Deployment.class).getSpec().getReplicas())
                .isEqualTo(3);
        assertThat(TestChart.of("autoscaling").one(Deployment.class).getSpec().getReplicas())
                .isNull();
    }

    private static PodSpec bridge(TestChart chart) {
        return chart.one(Deployment.class).getSpec().getTemplate().getSpec();
    }

    private static String name(HasMetadata manifest) {
        return manifest.getMetadata().getName();
    }
}
