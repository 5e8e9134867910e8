package io.dcf.bridge.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the bridge may do in the functions' namespace what the engine kubernetes does there, and nothing else. */
@Tag("any-jdk")
class FunctionPodsTests {

    private static final TestChart CHART = TestChart.of("kubernetes");

    @ParameterizedTest
    @CsvSource({"kubernetes,team-functions,demo-dcf-bridge", "kubernetes-here,functions,functions"})
    void grantsRightsInTheNamespaceOfTheFunctionsAlone(String values, String namespace, String account) {
        TestChart chart = TestChart.of(values);
        RoleBinding binding = chart.one(RoleBinding.class);
        assertThat(List.of(chart.one(Role.class), binding))
                .allSatisfy(
                        each -> assertThat(each.getMetadata().getNamespace()).isEqualTo(namespace));
        assertThat(binding.getRoleRef().getKind()).isEqualTo("Role");
        assertThat(binding.getRoleRef().getName())
                .isEqualTo(chart.one(Role.class).getMetadata().getName());
        assertThat(binding.getSubjects()).singleElement().satisfies(subject -> {
            assertThat(subject.getName()).isEqualTo(account);
            assertThat(subject.getNamespace()).isEqualTo("functions");
        });
        assertThat(chart.one(Deployment.class).getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo(account);
        assertThat(RenderedSettings.of(chart))
                .containsEntry("bridge.embedded.engine", "kubernetes")
                .containsEntry("bridge.embedded.kubernetes.namespace", namespace);
    }

    @Test
    void grantsWhatTheEngineUses() {
        assertThat(CHART.one(Role.class).getRules().stream().flatMap(FunctionPodsTests::rights))
                .containsExactlyInAnyOrder(
                        "apps/deployments changed",
                        "/services changed",
                        "/secrets changed",
                        "autoscaling/horizontalpodautoscalers changed",
                        "coordination.k8s.io/leases changed",
                        "/pods read",
                        "/pods/log [get]",
                        "discovery.k8s.io/endpointslices read");
        assertThat(TestChart.of("embedded").maybe(Role.class)).isEmpty();
        assertThat(TestChart.of("gateway").maybe(RoleBinding.class)).isEmpty();
    }

    private static Stream<String> rights(PolicyRule rule) {
        String verbs = rule.getVerbs()
                .toString()
                .replace("[get, list, watch, create, update, patch, delete]", "changed")
                .replace("[get, list, watch]", "read");
        assertThat(rule.getApiGroups()).hasSize(1);
        return rule.getResources().stream().map(resource -> rule.getApiGroups().get(0) + "/" + resource + " " + verbs);
    }

    @Test
    void letsOnlyTheBridgeReachFunctions() {
        NetworkPolicy policy = CHART.all(NetworkPolicy.class)
                .filter(each -> "team-functions".equals(each.getMetadata().getNamespace()))
                .findFirst()
                .orElseThrow();
        assertThat(policy.getSpec().getPodSelector().getMatchExpressions())
                .singleElement()
                .satisfies(expression -> {
                    assertThat(expression.getKey()).isEqualTo("dcf.io/function");
                    assertThat(expression.getOperator()).isEqualTo("Exists");
                });
        assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
        assertThat(policy.getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts()).isEmpty();
            assertThat(rule.getFrom()).singleElement().satisfies(peer -> {
                assertThat(peer.getNamespaceSelector().getMatchLabels())
                        .containsEntry("kubernetes.io/metadata.name", "functions")
                        .hasSize(1);
                assertThat(peer.getPodSelector().getMatchLabels())
                        .isEqualTo(CHART.one(Deployment.class)
                                .getSpec()
                                .getSelector()
                                .getMatchLabels());
            });
        });
        assertThat(TestChart.of("kubernetes-here").maybe(NetworkPolicy.class)).isEmpty();
    }

    @Test
    void letsTheBridgeOutToFunctionsAndTheApiServer() {
        var egress = CHART.networkPolicy().orElseThrow().getSpec().getEgress();
        assertThat(egress.get(1).getTo().get(0).getNamespaceSelector().getMatchLabels())
                .containsEntry("kubernetes.io/metadata.name", "team-functions");
        assertThat(egress.get(1).getPorts()).isEmpty();
        assertThat(egress.get(2).getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .containsExactly(443, 6443);
    }

    @Test
    void needsNoVolumeAndUpdatesPodByPod() {
        Deployment deployment = CHART.one(Deployment.class);
        assertThat(deployment.getSpec().getTemplate().getSpec().getVolumes())
                .extracting(Volume::getName)
                .doesNotContain("data");
        assertThat(RenderedSettings.of(CHART)).doesNotContainKey("bridge.embedded.data-dir");
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(TestChart.of("embedded")
                        .one(Deployment.class)
                        .getSpec()
                        .getStrategy()
                        .getType())
                .isEqualTo("Recreate");
    }

    @ParameterizedTest
    @CsvSource({"kubernetes,false", "embedded,true", "gateway,false"})
    void testsBuiltInImagesWhereTheyRun(String values, String builtins) {
        assertThat(TestChart.of(values)
                        .one(Pod.class)
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getEnv())
                .anySatisfy(env -> {
                    assertThat(env.getName()).isEqualTo("BUILTINS");
                    assertThat(env.getValue()).isEqualTo(builtins);
                });
    }
}
