package io.dcf.bridge.chart;

import com.marcnuri.helm.Helm;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** As much of an API server as an upgrade asks: it holds the objects given, and takes what Helm writes without keeping it. */
record TestApiServer(HttpServer server, List<HasMetadata> objects, BlockingQueue<String> records)
        implements AutoCloseable {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final String NAMESPACE = "functions";
    private static final Map<String, List<String>> KINDS = Map.of(
            "v1", List.of("ConfigMap", "Secret", "Service", "ServiceAccount"),
            "apps/v1", List.of("Deployment", "ReplicaSet"),
            "autoscaling/v2", List.of("HorizontalPodAutoscaler"),
            "policy/v1", List.of("PodDisruptionBudget"));

    static TestApiServer with(HasMetadata... objects) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TestApiServer api = new TestApiServer(server, List.of(objects), new LinkedBlockingQueue<>());
        server.createContext("/", api::answer);
        server.start();
        return api;
    }

    /** What an upgrade of an installed release renders: the manifest that Helm records before it changes anything. */
    TestChart upgrade(String valueSet, String... assignments) {
        var upgrade = new Helm(TestChart.CHART)
                .upgrade()
                .withName("demo")
                .withNamespace(NAMESPACE)
                .withValuesFile(TestChart.VALUES.resolve(valueSet + ".yaml"))
                .disableOpenApiValidation()
                .withKubeConfigContents("""
                        apiVersion: v1
                        kind: Config
                        clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
                        contexts: [{name: test, context: {cluster: test, user: test}}]
                        users: [{name: test, user: {}}]
                        current-context: test
                        """.formatted(server.getAddress().getPort()));
        for (String assignment : assignments) {
            upgrade.set(assignment.replaceFirst("=.*", ""), assignment.replaceFirst("[^=]*=", ""));
        }
        upgrade.call();
        return TestChart.parse(ReleaseRecord.manifest(records.remove()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        String path = exchange.getRequestURI().getPath();
        boolean created = exchange.getRequestMethod().equals("POST");
        if (created && path.endsWith("/secrets")) {
            records.add(request);
        }
        Optional<?> found =
                created && !path.endsWith("/secrets") ? Optional.of(JSON.unmarshal(request, Map.class)) : find(path);
        byte[] body = JSON.asJson(
                        found.isPresent() ? found.get() : Map.of("kind", "Status", "apiVersion", "v1", "code", 404))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Optional<?> find(String path) {
        String version = path.replaceFirst("^/apis?/", "").replaceFirst("/namespaces/.*", "");
        return switch (path) {
            case "/version" -> Optional.of(Map.of("major", "1", "minor", "34", "gitVersion", "v1.34.0"));
            case "/api" -> Optional.of(Map.of("kind", "APIVersions", "versions", List.of("v1")));
            case "/apis" -> Optional.of(Map.of("kind", "APIGroupList", "apiVersion", "v1", "groups", groups()));
            default ->
                !KINDS.containsKey(version)
                        ? Optional.empty()
                        : path.contains("/namespaces/") ? objects(version, path) : Optional.of(resources(version));
        };
    }

    private static List<?> groups() {
        return KINDS.keySet().stream()
                .filter(version -> version.contains("/"))
                .map(version -> version.split("/"))
                .map(parts -> Map.of(
                        "name",
                        parts[0],
                        "versions",
                        List.of(Map.of("groupVersion", parts[0] + "/" + parts[1], "version", parts[1]))))
                .toList();
    }

    private static Map<String, ?> resources(String version) {
        var resources = KINDS.get(version).stream()
                .map(kind ->
                        Map.of("name", plural(kind), "kind", kind, "namespaced", true, "verbs", List.of("get", "list")))
                .toList();
        return Map.of("kind", "APIResourceList", "apiVersion", "v1", "groupVersion", version, "resources", resources);
    }

    /** The object that a path ends with, or the list of the kind that it ends with. */
    private Optional<?> objects(String version, String path) {
        String[] parts =
                path.replaceFirst(".*/namespaces/" + NAMESPACE + "/", "").split("/");
        if (parts[0].equals("secrets") && parts.length > 1) {
            return Optional.of(ReleaseRecord.installed());
        }
        String kind = KINDS.get(version).stream()
                .filter(each -> plural(each).equals(parts[0]))
                .findFirst()
                .orElseThrow();
        var found = Stream.concat(objects.stream(), Stream.of(ReleaseRecord.installed()))
                .filter(object -> object.getApiVersion().equals(version))
                .filter(object -> object.getKind().equals(kind));
        return parts.length == 1
                ? Optional.of(Map.of("kind", kind + "List", "apiVersion", version, "items", found.toList()))
                : found.filter(object -> object.getMetadata().getName().equals(parts[1]))
                        .findFirst();
    }

    private static String plural(String kind) {
        return kind.toLowerCase(Locale.ROOT) + "s";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
