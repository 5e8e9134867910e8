package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether what names another manifest, its labels or its ports, names what is there. */
@Tag("any-jdk")
class ReferenceTests {

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void selectsThePodsItMakesAndNoOther(Path values) {
        TestChart chart = TestChart.of(values);
        Deployment deployment = chart.one(Deployment.class);
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
        assertThat(selector).hasSize(2);
        assertThat(labels)
                .containsAllEntriesOf(selector)
                .doesNotContainKeys("helm.sh/chart", "app.kubernetes.io/version"); // which would restart the pods
        assertThat(chart.one(Pod.class).getMetadata().getLabels().get("app.kubernetes.io/name"))
                .isNotEqualTo(selector.get("app.kubernetes.io/name"));
        assertThat(chart.api().getSpec().getSelector()).isEqualTo(selector);
        assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .isNotEmpty()
                .allSatisfy(spread -> assertThat(selector)
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
        chart.maybe(PodDisruptionBudget.class)
                .ifPresent(budget -> assertThat(budget.getSpec().getSelector().getMatchLabels())
                        .isEqualTo(selector));
        chart.networkPolicy()
                .ifPresent(
                        policy -> assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                                .isEqualTo(selector));
        chart.maybe(ServiceMonitor.class).ifPresent(monitor -> {
            Map<String, String> selected = monitor.getSpec().getSelector().getMatchLabels();
            assertThat(chart.metrics().getSpec().getSelector()).isEqualTo(selector);
            assertThat(chart.metrics().getMetadata().getLabels()).containsAllEntriesOf(selected);
            assertThat(monitor.getSpec().getEndpoints().get(0).getRelabelings())
                    .singleElement()
                    .satisfies(relabeling -> {
                        assertThat(relabeling.getTargetLabel()).isEqualTo("job");
                        assertThat(relabeling.getReplacement()).isEqualTo("dcf-bridge");
                    });
            assertThat(chart.api().getMetadata().getLabels().entrySet())
                    .doesNotContainAnyElementsOf(Set.of(Map.entry("app.kubernetes.io/component", "metrics")));
        });
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void namesWhatIsThere(Path values) {
        TestChart chart = TestChart.of(values);
        Deployment deployment = chart.one(Deployment.class);
        Service service = chart.api();
        var port = service.getSpec().getPorts().get(0);
        Set<String> ports = deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getPorts().stream()
                .map(each -> each.getName())
                .collect(Collectors.toSet());
        assertThat(ports).contains(port.getTargetPort().getStrVal());
        assertThat(deployment.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo(chart.maybe(ServiceAccount.class)
                        .map(ReferenceTests::name)
                        .orElse("functions"));
        assertThat(chart.one(Pod.class)
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv()
                        .get(0)
                        .getValue())
                .isEqualTo("http://" + name(service) + ":" + port.getPort());
        chart.maybe(Ingress.class).ifPresent(ingress -> {
            var backend = ingress.getSpec()
                    .getRules()
                    .get(0)
                    .getHttp()
                    .getPaths()
                    .get(0)
                    .getBackend();
            assertThat(backend.getService().getName()).isEqualTo(name(service));
            assertThat(backend.getService().getPort().getName()).isEqualTo(port.getName());
        });
        chart.maybe(HTTPRoute.class).ifPresent(route -> {
            var backend = route.getSpec().getRules().get(0).getBackendRefs().get(0);
            assertThat(backend.getName()).isEqualTo(name(service));
            assertThat(backend.getPort()).isEqualTo(port.getPort());
        });
        chart.maybe(HorizontalPodAutoscaler.class)
                .ifPresent(scaler -> assertThat(
                                scaler.getSpec().getScaleTargetRef().getName())
                        .isEqualTo(name(deployment)));
        chart.maybe(ServiceMonitor.class).ifPresent(monitor -> {
            var scraped = chart.metrics().getSpec().getPorts().get(0);
            assertThat(monitor.getSpec().getEndpoints().get(0).getPort()).isEqualTo(scraped.getName());
            assertThat(ports).contains(scraped.getTargetPort().getStrVal());
        });
        chart.networkPolicy()
                .ifPresent(policy -> assertThat(ports)
                        .contains(policy.getSpec()
                                .getIngress()
                                .get(0)
                                .getPorts()
                                .get(0)
                                .getPort()
                                .getStrVal()));
    }

    @Test
    void letsOutToEveryPortOfTheGateway() {
        var policy = TestChart.of("network").networkPolicy().orElseThrow().getSpec();
        assertThat(policy.getEgress().get(1).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .isEqualTo(List.of(10000, 10001));
        assertThat(policy.getIngress().get(0).getFrom().get(1).getPodSelector().getMatchLabels())
                .isEqualTo(TestChart.of("network").one(Pod.class).getMetadata().getLabels());
    }

    @Test
    void letsOutToTheDatabaseAndToCallbacks() {
        var egress =
                TestChart.of("network").networkPolicy().orElseThrow().getSpec().getEgress();
        assertThat(egress.get(3).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(6432);
        assertThat(egress.get(4).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(443, 8443);
        assertThat(egress.get(4).getTo()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.dcf.bridge.chart.TestChart#valueSets")
    void keepsTheActuatorApartFromTheApi(Path values) {
        assertThat(TestChart.of(values).api().getSpec().getPorts())
                .extracting(port -> port.getName())
                .doesNotContain("actuator")
                .contains("http");
    }

    /** Of a bridge it stays within the pod. */
    @Test
    void letsInToTheGatewaysPortOnlyWhereItRunsAlone() {
        TestChart alone = TestChart.of("alone");
        var ingress = alone.networkPolicy().orElseThrow().getSpec().getIngress();
        assertThat(ingress).hasSize(1);
        assertThat(ingress.get(0).getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactly("http", "grpc");
        assertThat(ingress.get(0).getFrom()).isNotEmpty();
        assertThat(alone.api().getSpec().getPorts().get(1).getTargetPort().getStrVal())
                .isEqualTo("grpc");
        assertThat(TestChart.of("everything")
                        .networkPolicy()
                        .orElseThrow()
                        .getSpec()
                        .getIngress()
                        .get(0)
                        .getPorts())
                .hasSize(1);
    }

    @Test
    void letsScrapersToTheActuatorAlone() {
        var ingress = TestChart.of("everything")
                .networkPolicy()
                .orElseThrow()
                .getSpec()
                .getIngress();
        assertThat(ingress.get(1).getPorts())
                .extracting(port -> port.getPort().getStrVal())
                .containsExactly("actuator");
        assertThat(ingress.get(1).getFrom()).hasSize(1);
        assertThat(TestChart.of("network")
                        .networkPolicy()
                        .orElseThrow()
                        .getSpec()
                        .getIngress())
                .hasSize(1);
    }

    @Test
    void letsOutToTheCollectorOfTraces() {
        assertThat(TestChart.of("network")
                        .networkPolicy()
                        .orElseThrow()
                        .getSpec()
                        .getEgress()
                        .get(2)
                        .getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .isEqualTo(List.of(4318));
        assertThat(TestChart.of("everything")
                        .networkPolicy()
                        .orElseThrow()
                        .getSpec()
                        .getEgress()
                        .get(2)
                        .getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .isEqualTo(List.of(443));
    }

    @Test
    void scalesByProcessorAndByInvocationsInFlight() {
        assertThat(TestChart.of("autoscaling")
                        .one(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getMetrics())
                .extracting(metric -> metric.getType())
                .containsExactly("Resource", "Pods");
        assertThat(TestChart.of("autoscaling")
                        .one(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getMetrics()
                        .get(1)
                        .getPods()
                        .getMetric()
                        .getName())
                .isEqualTo("bridge_invocations_in_flight");
    }

    @Test
    void servesEachHostOfTheIngressByItsPaths() {
        var ingress = TestChart.of("edge").one(Ingress.class).getSpec();
        assertThat(ingress.getRules().stream()
                        .flatMap(rule -> rule.getHttp().getPaths().stream()
                                .map(path -> rule.getHost() + " " + path.getPathType() + " " + path.getPath() + " "
                                        + path.getBackend().getService().getName())))
                .containsExactly(
                        "bridge.example.org Prefix / demo-dcf-bridge",
                        "functions.example.org Prefix /function demo-dcf-bridge",
                        "functions.example.org Exact /livez demo-dcf-bridge",
                        "*.example.net Prefix / demo-dcf-bridge",
                        "plain.example.com Prefix / demo-dcf-bridge");
        assertThat(ingress.getTls().stream().map(tls -> tls.getSecretName() + " " + tls.getHosts()))
                .containsExactly(
                        "example-org [bridge.example.org, functions.example.org]", "example-net [*.example.net]");
        assertThat(RenderedSettings.of(TestChart.of("edge")))
                .containsEntry("bridge.security.hosts[5]", "functions.example.org")
                .containsEntry("bridge.security.hosts[6]", "*.example.net");
    }

    @Test
    void takesWhatOperatorsSetOfTheEdge() {
        TestChart chart = TestChart.of("edge");
        assertThat(chart.api().getSpec().getLoadBalancerClass()).isEqualTo("example.org/internal");
        assertThat(chart.api().getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        var timeouts = chart.one(HTTPRoute.class).getSpec().getRules().get(0).getTimeouts();
        assertThat(timeouts.getRequest()).isEqualTo("10m");
        assertThat(timeouts.getBackendRequest()).isEqualTo("9m30s");
        var behavior = chart.one(HorizontalPodAutoscaler.class).getSpec().getBehavior();
        assertThat(behavior.getScaleDown().getStabilizationWindowSeconds()).isEqualTo(600);
        assertThat(behavior.getScaleDown().getPolicies()).hasSize(1);
    }

    private static String name(HasMetadata manifest) {
        return manifest.getMetadata().getName();
    }
}
