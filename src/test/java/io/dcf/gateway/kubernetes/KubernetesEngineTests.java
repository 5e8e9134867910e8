package io.dcf.gateway.kubernetes;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.FunctionDescription;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.SecretRequest;
import io.dcf.gateway.server.RunningGateway;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.grpc.Status.Code;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions as objects of a cluster. */
class KubernetesEngineTests {

    @Order(1)
    @RegisterExtension
    final TestCluster cluster = new TestCluster();

    @Order(2)
    @RegisterExtension
    final RunningGateway gateway = RunningGateway.with(Map.of(
            "engine", "kubernetes", "kubernetes.namespace", TestCluster.NAMESPACE, "kubernetes.max-waiting", "1"));

    private final List<HttpServer> pods = new ArrayList<>();

    @AfterEach
    void stopPods() {
        pods.forEach(each -> each.stop(0));
    }

    @Test
    void areDeployedAsWhatTheyNeed() {
        gateway.stub()
                .deploy(definition("f", "team/f:1")
                        .putEnvVars("B", "2")
                        .putLabels("team", "a")
                        .putAnnotations("team/note", "any text")
                        .setMinReplicas(2)
                        .build());
        Deployment deployment = deployment("f");
        assertThat(deployment.getMetadata().getLabels())
                .containsEntry("dcf.io/function", "f")
                .containsEntry("openfx_fn", "f")
                .containsEntry("app.kubernetes.io/managed-by", "dcf-gateway")
                .containsEntry("team", "a");
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(container("f").getImage()).isEqualTo("team/f:1");
        assertThat(container("f").getPorts().get(0).getContainerPort()).isEqualTo(8080);
        Service service = cluster.client().services().withName("f").get();
        assertThat(service.getSpec().getPorts().get(0).getPort()).isEqualTo(8080);
        assertThat(service.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid())
                        .isEqualTo(deployment.getMetadata().getUid()));
        assertThat(autoscalers()).isEmpty();
        assertThat(gateway.describe("f")).satisfies(function -> {
            assertThat(function.getReplicas()).isEqualTo(2);
            assertThat(function.getAvailableReplicas()).isZero();
            assertThat(function.getLabelsMap()).isEqualTo(Map.of("team", "a"));
            assertThat(function.getAnnotationsMap()).containsEntry("team/note", "any text");
        });
    }

    @Test
    void haveNoMoreRightsThanTheyNeed() {
        gateway.deploy("f", "team/f:1");
        var pod = deployment("f").getSpec().getTemplate().getSpec();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isNull();
        assertThat(container("f").getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        assertThat(container("f").getSecurityContext().getCapabilities().getDrop())
                .containsExactly("ALL");
    }

    @Test
    void readTheSecretsThatWereCreated() {
        gateway.stub().createSecret(value("created", "1"));
        Secret created = cluster.client().secrets().withName("created").get();
        assertThat(created.getMetadata().getLabels()).isEqualTo(Map.of("app.kubernetes.io/managed-by", "dcf-gateway"));
        assertThat(created.getType()).isEqualTo("Opaque");
        assertThat(created.getData()).isEqualTo(Map.of("created", "MQ=="));
        gateway.stub().replaceSecret(value("created", "22"));
        assertThat(cluster.client().secrets().withName("created").get().getData())
                .isEqualTo(Map.of("created", "MjI="));
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.stub().createSecret(value("created", "1")));
        deploy(definition("f", "f").addSecrets("created"));
        assertRefused(Code.FAILED_PRECONDITION, () -> deleteSecret("created"))
                .isEqualTo("secret 'created' is used by function 'f'");
        gateway.stub().delete(definition("f", "").build());
        deleteSecret("created");
        assertThat(cluster.client().secrets().list().getItems()).isEmpty();
        assertRefused(Code.NOT_FOUND, () -> deleteSecret("created"));
        assertRefused(Code.NOT_FOUND, () -> gateway.stub().replaceSecret(value("created", "1")));
    }

    /** Those that people have made, and those with credentials for a function's registry. */
    @Test
    void leaveOtherSecretsAlone() {
        secret("foreign", "Opaque");
        gateway.stub()
                .deploy(definition("f", "team/f:1")
                        .setRegistryAuth("a2ltOmtleQ==")
                        .build());
        gateway.stub().createSecret(value("own", "1"));
        assertThat(gateway.stub().listSecrets(Empty.getDefaultInstance()).getNamesList())
                .containsExactly("own");
        List<Secret> before = cluster.client().secrets().list().getItems();
        for (String name : List.of("foreign", "f-registry")) {
            assertRefused(Code.ALREADY_EXISTS, () -> gateway.stub().createSecret(value(name, "1")));
            assertRefused(Code.FAILED_PRECONDITION, () -> gateway.stub().replaceSecret(value(name, "1")))
                    .contains("'" + name + "' was not created by this gateway");
            assertRefused(Code.FAILED_PRECONDITION, () -> deleteSecret(name));
        }
        assertThat(cluster.client().secrets().list().getItems()).isEqualTo(before);
    }

    private void deleteSecret(String name) {
        gateway.stub().deleteSecret(SecretRequest.newBuilder().setName(name).build());
    }

    private static io.dcf.gateway.guide.Secret value(String name, String value) {
        return io.dcf.gateway.guide.Secret.newBuilder()
                .setName(name)
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    @Test
    void haveAReadOnlyFileSystemIfTheirDefinitionSaysSo() {
        deploy(definition("f", "team/f:1").setReadOnlyRootFilesystem(true));
        deploy(definition("g", "team/g:1"));
        assertThat(container("f").getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(container("f").getVolumeMounts())
                .singleElement()
                .satisfies(mount -> assertThat(mount.getMountPath()).isEqualTo("/tmp"));
        assertThat(container("g").getSecurityContext().getReadOnlyRootFilesystem())
                .isNull();
    }

    @Test
    void areDescribedWithTheirDefinitionAndNamespace() {
        CreateFunctionRequest definition = definition("f", "team/f:1")
                .putEnvVars("A", "b")
                .setReadOnlyRootFilesystem(true)
                .build();
        gateway.stub()
                .deploy(definition.toBuilder().setRegistryAuth("a2ltOmtleQ==").build());
        FunctionDescription description = gateway.stub()
                .describe(FunctionRequest.newBuilder().setFunctionName("f").build());
        assertThat(description.getDefinition()).isEqualTo(definition);
        assertThat(Instant.parse(description.getCreatedAt()))
                .isEqualTo(Instant.parse(deployment("f").getMetadata().getCreationTimestamp()));
        assertThat(gateway.stub().listNamespaces(Empty.getDefaultInstance()).getNamesList())
                .containsExactly(TestCluster.NAMESPACE);
    }

    @Test
    void finishTheirCallsBeforeTheyEnd() {
        deploy(definition("f", "team/f:1"));
        deploy(definition("g", "team/g:1").putAnnotations("dcf.io/drain", "2m"));
        assertThat(container("f").getLifecycle().getPreStop().getSleep().getSeconds())
                .isEqualTo(15);
        assertThat(container("g").getLifecycle().getPreStop().getSleep().getSeconds())
                .isEqualTo(120);
        var spec = deployment("g").getSpec();
        assertThat(spec.getTemplate().getSpec().getTerminationGracePeriodSeconds())
                .isEqualTo(150);
        assertThat(spec.getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal())
                .isZero();
    }

    @Test
    void speakAsTheirAnnotationSays() {
        deploy(definition("f", "team/f:1").putAnnotations("dcf.io/protocol", "fxwatcher"));
        assertThat(container("f").getPorts().get(0).getContainerPort()).isEqualTo(50051);
        deploy(definition("g", "team/g:1").putAnnotations("dcf.io/port", "9000"));
        assertThat(container("g").getPorts().get(0).getContainerPort()).isEqualTo(9000);
    }

    @Test
    void haveResourcesAndNodes() {
        deploy(definition("f", "team/f:1")
                .setLimits(FunctionResources.newBuilder().setMemory("64Mi").setGPU("1"))
                .setRequests(FunctionResources.newBuilder().setCPU("100m"))
                .addConstraints("disk=ssd")
                .addConstraints("zone == a"));
        assertThat(container("f").getResources().getLimits().toString()).contains("64Mi", "nvidia.com/gpu");
        assertThat(container("f").getResources().getRequests()).containsOnlyKeys("cpu");
        assertThat(deployment("f").getSpec().getTemplate().getSpec().getNodeSelector())
                .isEqualTo(Map.of("disk", "ssd", "zone", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zone != a", "zone", "=a", "a=b=c"})
    void areRefusedWithConstraintsOfAnotherForm(String constraint) {
        assertRefused(Code.INVALID_ARGUMENT, () -> deploy(definition("f", "f").addConstraints(constraint)))
                .contains("key=value", "'" + constraint + "'");
        assertThat(gateway.list().getFunctionsList()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dcf.io/drain, never",
        "dcf.io/drain, 2h",
        "dcf.io/protocol, smtp",
        "dcf.io/port, 0",
        "dcf.io/scale-to-zero, soon"
    })
    void areRefusedWithImpossibleAnnotations(String annotation, String value) {
        assertRefused(Code.INVALID_ARGUMENT, () -> deploy(definition("f", "f").putAnnotations(annotation, value)))
                .startsWith("annotation " + annotation + " must be");
    }

    @Test
    void findTheirSecrets() {
        secret("files", "Opaque");
        secret("registry", "kubernetes.io/dockerconfigjson");
        deploy(definition("f", "f").addSecrets("files").addSecrets("registry"));
        var pod = deployment("f").getSpec().getTemplate().getSpec();
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("registry");
        assertThat(pod.getVolumes().get(0).getProjected().getSources())
                .singleElement()
                .satisfies(source -> assertThat(source.getSecret().getName()).isEqualTo("files"));
        assertThat(container("f").getVolumeMounts().get(0).getMountPath()).isEqualTo("/var/openfaas/secrets");
        assertThat(container("f").getVolumeMounts().get(0).getReadOnly()).isTrue();
        deploy(definition("g", "g").addSecrets("files").putAnnotations("dcf.io/protocol", "fxwatcher"));
        assertThat(container("g").getVolumeMounts().get(0).getMountPath()).isEqualTo("/etc/openfx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "../secrets/files", "A", ""})
    void areRefusedWithoutTheirSecrets(String name) {
        secret("files", "Opaque");
        assertRefused(Code.INVALID_ARGUMENT, () -> deploy(definition("f", "f").addSecrets(name)))
                .isEqualTo("secret '" + name + "' does not exist in namespace 'functions'");
    }

    @Test
    void arePulledWithTheirOwnCredentials() {
        deploy(definition("f", "registry.example.org/f").setRegistryAuth("dTpw"));
        var secret = cluster.client().secrets().withName("f-registry").get();
        assertThat(decoded(secret.getData().get(".dockerconfigjson")))
                .isEqualTo("{\"auths\":{\"registry.example.org\":{\"auth\":\"dTpw\"}}}");
        assertThat(secret.getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(deployment("f").toString()).doesNotContain("dTpw");
        gateway.stub().update(definition("f", "f").build());
        assertThat(cluster.client().secrets().withName("f-registry").get()).isNull();
        assertRefused(Code.INVALID_ARGUMENT, () -> deploy(definition("g", "g").setRegistryAuth("secret!")))
                .doesNotContain("secret!");
    }

    @Test
    void areScaledByAnAutoscalerWhereTheyMay() {
        deploy(definition("f", "f").setMinReplicas(1).setMaxReplicas(5));
        assertThat(autoscalers()).singleElement().asString().contains("maxReplicas=5");
        cluster.client()
                .apps()
                .deployments()
                .withName("f")
                .edit(each -> new DeploymentBuilder(each)
                        .editSpec()
                        .withReplicas(4)
                        .endSpec()
                        .build());
        gateway.stub()
                .update(definition("f", "f:2")
                        .setMinReplicas(1)
                        .setMaxReplicas(6)
                        .build());
        assertThat(gateway.describe("f").getReplicas()).isEqualTo(4);
        gateway.stub().update(definition("f", "f:3").setMaxReplicas(1).build());
        assertThat(autoscalers()).isEmpty();
        assertThat(gateway.describe("f").getReplicas()).isEqualTo(1);
    }

    @Test
    void areChangedAndDeletedAndSeenSo() {
        gateway.deploy("f", "f:1");
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.deploy("f", "f:2")).isEqualTo("function 'f' exists already");
        gateway.stub().update(definition("f", "f:3").build());
        assertThat(gateway.describe("f").getImage()).isEqualTo("f:3");
        gateway.scale("f", 0);
        assertThat(gateway.describe("f").getReplicas()).isZero();
        gateway.stub().update(definition("f", "f:4").setMinReplicas(2).build());
        assertThat(gateway.describe("f").getReplicas()).isZero();
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("f", "x")).contains("scaled to 0");
        gateway.stub().delete(definition("f", "").build());
        assertRefused(Code.NOT_FOUND, () -> gateway.describe("f"));
        assertRefused(Code.NOT_FOUND, () -> gateway.scale("f", 1));
        assertThat(deployment("f")).isNull();
    }

    @Test
    void areNoneOfTheObjectsThatOthersHaveMade() {
        cluster.write(new DeploymentBuilder()
                .withNewMetadata()
                .withName("db")
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build());
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.deploy("db", "f"))
                .isEqualTo("there is a Deployment 'db' that does not belong to a function of this gateway;"
                        + " delete it, or choose another name");
        assertRefused(
                Code.NOT_FOUND, () -> gateway.stub().delete(definition("db", "").build()));
        assertRefused(
                Code.NOT_FOUND,
                () -> gateway.stub().update(definition("db", "f").build()));
        assertThat(gateway.list().getFunctionsList()).isEmpty();
        assertThat(deployment("db")).isNotNull();
    }

    @Test
    void areUndoneWhereTheyCannotBeDeployedWhole() {
        cluster.write(new ServiceBuilder()
                .withNewMetadata()
                .withName("f")
                .endMetadata()
                .build());
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.deploy("f", "f"))
                .isEqualTo("there is a Service 'f' that does not belong to a function of this gateway;"
                        + " delete it, or choose another name");
        assertThat(deployment("f")).isNull();
        assertThat(cluster.client().services().withName("f").get().getSpec()).isNull();
    }

    @Test
    void areCalledWhereTheyAreReady() throws IOException {
        gateway.deploy("f", "f");
        assertRefused(Code.UNAVAILABLE, () -> gateway.invoke("f", "x")).contains("it has no pod yet");
        int first = pod("one");
        cluster.ready("f", first);
        await().untilAsserted(() -> assertThat(gateway.invoke("f", "x")).isEqualTo("one says x"));
        int second = pod("two");
        cluster.ready("f", second);
        await().untilAsserted(() -> assertThat(gateway.invoke("f", "x")).isEqualTo("two says x"));
        assertThat(gateway.describe("f").getAvailableReplicas()).isEqualTo(1);
        cluster.ready("f");
        await().untilAsserted(() ->
                assertThat(gateway.describe("f").getAvailableReplicas()).isZero());
    }

    /** What others change by hand is seen. */
    @Test
    void areSeenAsTheyAre() {
        gateway.deploy("f", "f:1");
        cluster.client()
                .apps()
                .deployments()
                .withName("f")
                .edit(each -> new DeploymentBuilder(each)
                        .editSpec()
                        .withReplicas(3)
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage("f:by-hand")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
        await().untilAsserted(() -> assertThat(gateway.describe("f")).satisfies(function -> {
            assertThat(function.getReplicas()).isEqualTo(3);
            assertThat(function.getImage()).isEqualTo("f:by-hand");
        }));
        cluster.client().apps().deployments().withName("f").delete();
        await().untilAsserted(
                        () -> assertThat(gateway.list().getFunctionsList()).isEmpty());
    }

    private void deploy(CreateFunctionRequest.Builder definition) {
        gateway.stub().deploy(definition.build());
    }

    /** A server that answers as a function's pod does. */
    private int pod(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String input = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] answer = (name + " says " + input).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        pods.add(server);
        return server.getAddress().getPort();
    }

    private void secret(String name, String type) {
        cluster.write(new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withType(type)
                .build());
    }

    private Deployment deployment(String name) {
        return cluster.client().apps().deployments().withName(name).get();
    }

    private Container container(String name) {
        return deployment(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private List<?> autoscalers() {
        return cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .list()
                .getItems();
    }

    private static String decoded(String base64) {
        return new String(java.util.Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
