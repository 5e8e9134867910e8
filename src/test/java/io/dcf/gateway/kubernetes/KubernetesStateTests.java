package io.dcf.gateway.kubernetes;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.server.RunningGateway;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.grpc.Status.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a gateway, one of several, knows of functions in a cluster, and what it says where that fails. */
class KubernetesStateTests {

    private static final Map<String, String> SETTINGS = Map.of(
            "engine", "kubernetes", "kubernetes.namespace", TestCluster.NAMESPACE, "kubernetes.max-waiting", "1");
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/functions/deployments";

    @Order(1)
    @RegisterExtension
    final TestCluster cluster = new TestCluster();

    @Order(2)
    @RegisterExtension
    final RunningGateway gateway = RunningGateway.with(SETTINGS);

    private HttpServer pod;

    @BeforeEach
    void startPod() throws IOException {
        pod = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        pod.createContext("/", exchange -> {
            byte[] input = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, input.length == 0 ? -1 : input.length);
            exchange.getResponseBody().write(input);
            exchange.close();
        });
        pod.start();
    }

    @AfterEach
    void stopPod() {
        pod.stop(0);
    }

    @Test
    void countsWhatAllGatewaysHaveCounted() throws Exception {
        RunningGateway other = RunningGateway.with(SETTINGS);
        other.beforeEach(null);
        for (String name : new String[] {"f", "g"}) {
            deployReady(name);
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(other.describe(name).getAvailableReplicas())
                            .isEqualTo(1));
            IntStream.range(0, 5).forEach(i -> gateway.invoke(name, "x"));
            IntStream.range(0, 7).forEach(i -> other.invoke(name, "x"));
            assertThat(gateway.describe(name).getInvocationCount()).isEqualTo(5);
        }
        Thread closing = new Thread(() -> other.afterEach(null));
        closing.start();
        gateway.restart();
        closing.join();
        for (String name : new String[] {"f", "g"}) {
            await().untilAsserted(() ->
                    assertThat(gateway.describe(name).getInvocationCount()).isEqualTo(12));
        }
        gateway.stub().delete(definition("f", "").build());
        gateway.deploy("f", "f");
        assertThat(gateway.describe("f").getInvocationCount()).isZero();
    }

    @Test
    void wakesAFunctionThatIsScaledToZero() {
        gateway.stub()
                .deploy(definition("f", "f")
                        .putAnnotations("dcf.io/scale-to-zero", "5m")
                        .build());
        gateway.scale("f", 0);
        var first = gateway.futures().invoke(input("f", "first"));
        await().untilAsserted(() -> assertThat(cluster.client()
                        .apps()
                        .deployments()
                        .withName("f")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1));
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.invoke("f", "second"))
                .contains("1 calls wait", "bridge.embedded.kubernetes.max-waiting");
        assertThat(first.isDone()).isFalse();
        cluster.ready("f", pod.getAddress().getPort());
        await().untilAsserted(() -> assertThat(first.isDone()).isTrue());
        assertThat(gateway.invoke("f", "third")).isEqualTo("third");
        assertThat(gateway.describe("f").getInvocationCount()).isEqualTo(2);
    }

    @Test
    void saysShortlyBeforeTheDeadlineWhyNoReplicaCame() {
        gateway.stub()
                .deploy(definition("f", "f")
                        .putAnnotations("dcf.io/scale-to-zero", "5m")
                        .build());
        assertRefused(
                        Code.UNAVAILABLE,
                        () -> GatewayGrpc.newBlockingStub(gateway.channel())
                                .withDeadlineAfter(2, TimeUnit.SECONDS)
                                .invoke(input("f", "x")))
                .contains("it has no pod yet");
        assertThat(gateway.describe("f").getInvocationCount()).isZero();
    }

    @Test
    void saysThatAnImageCannotBePulled() {
        gateway.deploy("f", "f");
        waiting("ErrImagePull", "not found");
        assertReason("image 'f:1' cannot be pulled: not found");
        waiting("CreateContainerConfigError", "secret \"a\" not found");
        assertReason("its container does not start: secret \"a\" not found");
    }

    private void waiting(String reason, String message) {
        cluster.write(cluster.pod("f", "f-1")
                .withNewStatus()
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withImage("f:1")
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting(message, reason)
                                .build())
                        .build())
                .endStatus()
                .build());
    }

    @Test
    void saysThatAContainerEnds() {
        gateway.deploy("f", "f");
        cluster.write(cluster.pod("f", "f-1")
                .withNewStatus()
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withRestartCount(4)
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting("back-off", "CrashLoopBackOff")
                                .build())
                        .withLastState(new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(137)
                                .withReason("OOMKilled")
                                .withFinishedAt("2026-01-02T03:04:05Z")
                                .endTerminated()
                                .build())
                        .build())
                .endStatus()
                .build());
        assertReason("its container ended with exit code 137, OOMKilled; restarts: 4");
        assertThat(gateway.describe("f").getAnnotationsMap())
                .containsEntry("dcf.io/unavailable-since", "2026-01-02T03:04:05Z");
        assertRefused(Code.UNAVAILABLE, () -> gateway.invoke("f", "x"))
                .endsWith("exit code 137, OOMKilled; restarts: 4, since 2026-01-02T03:04:05Z");
    }

    @Test
    void saysThatNoNodeFits() {
        gateway.deploy("f", "f");
        cluster.write(cluster.pod("f", "f-1")
                .withNewStatus()
                .addToConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withMessage("0/1 nodes are available")
                        .build())
                .endStatus()
                .build());
        assertReason("no node takes its pod: 0/1 nodes are available");
    }

    @Test
    void saysThatAQuotaForbidsPods() {
        gateway.deploy("f", "f");
        cluster.client()
                .apps()
                .deployments()
                .withName("f")
                .edit(each -> new DeploymentBuilder(each)
                        .withNewStatus()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withMessage("pods \"f-1\" is forbidden: exceeded quota: q")
                        .endCondition()
                        .endStatus()
                        .build());
        assertReason("no pod can be created: pods \"f-1\" is forbidden: exceeded quota: q");
    }

    private void assertReason(String reason) {
        await().untilAsserted(() ->
                assertThat(gateway.describe("f").getAnnotationsMap()).containsEntry("dcf.io/unavailable", reason));
    }

    @ParameterizedTest
    @CsvSource({
        "422, Deployment \"f\" is invalid: spec, INVALID_ARGUMENT",
        "403, exceeded quota: q, RESOURCE_EXHAUSTED",
        "403, User \"g\" cannot create resource \"deployments\", PERMISSION_DENIED",
        "500, etcd, UNAVAILABLE",
        "401, Unauthorized, UNAVAILABLE",
        "404, namespaces \"functions\" not found, FAILED_PRECONDITION"
    })
    void saysWhatTheApiServerSays(int status, String message, Code code) {
        cluster.server()
                .expect()
                .post()
                .withPath(DEPLOYMENTS)
                .andReturn(
                        status,
                        new StatusBuilder()
                                .withMessage(message)
                                .withCode(status)
                                .build())
                .once();
        assertRefused(code, () -> gateway.deploy("f", "f")).contains(message);
        assertThat(gateway.list().getFunctionsList()).isEmpty();
    }

    @Test
    void goesOnCallingWhileTheApiServerIsAway() {
        deployReady("f");
        assertThat(gateway.stub().healthCheck(Empty.getDefaultInstance()).getMsg())
                .isEqualTo("OK");
        cluster.shutDown();
        AtomicInteger attempts = new AtomicInteger(); // the first ones may still be deployed
        await().untilAsserted(() -> {
            String name = "g" + attempts.incrementAndGet();
            assertRefused(Code.UNAVAILABLE, () -> gateway.deploy(name, name)).contains("API server");
        });
        assertThat(gateway.invoke("f", "x")).isEqualTo("x");
        assertThat(gateway.describe("f").getInvocationCount()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(
                        gateway.stub().healthCheck(Empty.getDefaultInstance()).getMsg())
                .contains("changes are refused", "the Kubernetes API server does not answer"));
    }

    @Test
    void readsTheLogsOfPods() {
        gateway.deploy("f", "f");
        for (String name : new String[] {"f-2", "f-1"}) {
            cluster.write(cluster.pod("f", name).build());
            cluster.server()
                    .expect()
                    .get()
                    .withPath("/api/v1/namespaces/functions/pods/" + name
                            + "/log?pretty=false&container=function&tailLines=20000&timestamps=true")
                    .andReturn(200, "2026-01-02T03:04:05Z " + name + " says hello")
                    .always();
        }
        await().untilAsserted(() -> assertThat(gateway.log("f"))
                .isEqualTo("---\nName: f-1\nLog:\n2026-01-02T03:04:05Z f-1 says hello\n"
                        + "---\nName: f-2\nLog:\n2026-01-02T03:04:05Z f-2 says hello\n"));
    }

    @Test
    void doesNotStartWithoutItsPermissions() {
        cluster.allow(
                new ResourceRuleBuilder()
                        .withApiGroups("", "apps", "autoscaling", "discovery.k8s.io", "coordination.k8s.io")
                        .withResources("*")
                        .withVerbs("get", "list", "watch", "create", "patch")
                        .build(),
                new ResourceRuleBuilder()
                        .withApiGroups("apps")
                        .withResources("deployments")
                        .withVerbs("*")
                        .build());
        assertThatThrownBy(() -> RunningGateway.started(SETTINGS))
                .hasMessage("it lacks permissions in namespace 'functions': services (delete),"
                        + " horizontalpodautoscalers.autoscaling (delete), secrets (delete)");
    }

    @Test
    void doesNotStartWithoutACluster() {
        System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, "http://localhost:1/");
        assertThatThrownBy(() -> RunningGateway.started(SETTINGS))
                .hasMessageStartingWith("the Kubernetes API server at http://localhost:1/")
                .hasMessageContaining("does not answer (the connection is refused)");
    }

    private void deployReady(String name) {
        gateway.deploy(name, name);
        cluster.ready(name, pod.getAddress().getPort());
        await().untilAsserted(() ->
                assertThat(gateway.describe(name).getAvailableReplicas()).isEqualTo(1));
    }
}
