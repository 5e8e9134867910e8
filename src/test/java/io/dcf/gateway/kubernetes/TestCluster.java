package io.dcf.gateway.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRuleBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The API of a cluster that has no controllers: tests do what those would. A gateway that starts while it runs finds it. */
public final class TestCluster implements BeforeEachCallback, AfterEachCallback {

    public static final String NAMESPACE = "functions";

    private KubernetesMockServer server;
    private NamespacedKubernetesClient client;

    @Override
    public void beforeEach(ExtensionContext context) {
        Map<ServerRequest, Queue<ServerResponse>> answers = new ConcurrentHashMap<>();
        server = new KubernetesMockServer(new Context(), new MockWebServer(), answers, new Dispatcher(answers), false);
        server.start();
        allow(new ResourceRuleBuilder()
                .withApiGroups("*")
                .withResources("*")
                .withVerbs("*")
                .build());
        client = server.createClient(new JdkHttpClientFactory()).inNamespace(NAMESPACE);
        System.setProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY, server.url("/"));
        System.setProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY, "false");
        System.setProperty(Config.KUBERNETES_HTTP2_DISABLE, "true"); // without TLS the JDK asks for an upgrade first
    }

    @Override
    public void afterEach(ExtensionContext context) {
        System.clearProperty(Config.KUBERNETES_MASTER_SYSTEM_PROPERTY);
        System.clearProperty(Config.KUBERNETES_AUTH_TRYKUBECONFIG_SYSTEM_PROPERTY);
        System.clearProperty(Config.KUBERNETES_HTTP2_DISABLE);
        client.close();
        shutDown();
    }

    /** Begins to. Vert.x does not always close within the ten seconds that the server allows it, so nothing waits. */
    public void shutDown() {
        CompletableFuture.runAsync(server::shutdown);
    }

    public NamespacedKubernetesClient client() {
        return client;
    }

    public KubernetesMockServer server() {
        return server;
    }

    /** Tells gateways that start from now on that they may do this, and nothing else. */
    public void allow(ResourceRule... rules) {
        server.clearExpectations();
        server.expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .andReturn(
                        201,
                        new SelfSubjectRulesReviewBuilder()
                                .withNewStatus()
                                .withResourceRules(rules)
                                .endStatus()
                                .build())
                .always();
    }

    /** Lets a function's pods be ready at these ports of this machine, and at no others. */
    public void ready(String function, int... ports) {
        for (int port : ports) {
            write(new EndpointSliceBuilder()
                    .withNewMetadata()
                    .withName(function + "-" + port)
                    .withLabels(labels(function))
                    .endMetadata()
                    .withAddressType("IPv4")
                    .addNewPort()
                    .withName("function")
                    .withPort(port)
                    .endPort()
                    .withEndpoints(new EndpointBuilder()
                            .withAddresses("127.0.0.1")
                            .withNewConditions()
                            .withReady(true)
                            .endConditions()
                            .withTargetRef(new ObjectReferenceBuilder()
                                    .withUid(function + port)
                                    .build())
                            .build())
                    .build());
        }
        List<String> names =
                IntStream.of(ports).mapToObj(port -> function + "-" + port).toList();
        client.discovery().v1().endpointSlices().withLabels(labels(function)).list().getItems().stream()
                .filter(each -> !names.contains(each.getMetadata().getName()))
                .forEach(each -> client.resource(each).delete());
    }

    /** A pod of a function, to be completed. */
    public PodBuilder pod(String function, String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels(function))
                .endMetadata();
    }

    public void write(HasMetadata object) {
        client.resource(object).createOr(existing -> existing.update());
    }

    /** Those of its Service, as the cluster gives them to what follows from it. */
    private Map<String, String> labels(String function) {
        return client.services().withName(function).get().getMetadata().getLabels();
    }

    /** Adds what the library's has not: server-side apply, here a merge that replaces lists. */
    private static final class Dispatcher extends KubernetesMixedDispatcher {

        Dispatcher(Map<ServerRequest, Queue<ServerResponse>> answers) {
            super(answers);
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            return String.valueOf(request.getHeader("Content-Type")).startsWith("application/apply-patch")
                    ? apply(request)
                    : super.dispatch(request);
        }

        private MockResponse apply(RecordedRequest request) {
            String path = request.getPath().replaceFirst("\\?.*", "");
            String present = super.dispatch(request(HttpMethod.GET, path, request, ""))
                    .getBody()
                    .readUtf8();
            JsonNode merged = merge(
                    Serialization.unmarshal(present, JsonNode.class),
                    Serialization.unmarshal(request.getBody().readUtf8(), JsonNode.class));
            return super.dispatch(request(HttpMethod.PUT, path, request, Serialization.asJson(merged)));
        }

        private static RecordedRequest request(HttpMethod method, String path, RecordedRequest like, String body) {
            return new RecordedRequest(
                    like.getHttpVersion(), method, path, like.getHeaders(), new Buffer(body.getBytes(UTF_8)));
        }

        private static JsonNode merge(JsonNode present, JsonNode applied) {
            if (!(present instanceof ObjectNode object) || !applied.isObject()) {
                return applied;
            }
            applied.properties()
                    .forEach(field -> object.set(field.getKey(), merge(object.path(field.getKey()), field.getValue())));
            return object;
        }
    }
}
