package io.dcf.bridge.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestRequest;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Compares the OpenAPI document with the bridge. {@code ./mvnw test -Dtest=OpenApiTests -Dopenapi.update} writes it
 * to docs/openapi.yaml.
 */
@Tag("any-jdk")
class OpenApiTests {

    private static final Path COMMITTED = Path.of("docs", "openapi.yaml");
    private static TestBridge bridge;
    private static JsonNode api;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
        api = bridge.get("/v3/api-docs").json();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private record Operation(String method, String path, JsonNode node) {

        String name() {
            return method + " " + path;
        }

        String tag() {
            return node.path("tags").get(0).stringValue();
        }

        Stream<JsonNode> parameters() {
            return node.path("parameters").valueStream().map(OpenApiTests::resolved);
        }
    }

    @Test
    void isTheCommittedDocument() throws IOException {
        String served = bridge.get("/v3/api-docs.yaml").body();
        if (System.getProperty("openapi.update") != null) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/openapi.yaml; ./mvnw test -Dtest=OpenApiTests -Dopenapi.update rewrites it")
                .isEqualTo(served);
    }

    @Test
    void hasVersion31() {
        assertThat(api.path("openapi").stringValue()).isEqualTo("3.1.0");
        assertThat(bridge.get("/v3/api-docs.yaml").body()).doesNotContain("127.0.0.1", "localhost", "<code>");
    }

    @Test
    void documentsEveryRoute() {
        Set<String> routes = new TreeSet<>();
        bridge.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((route, handler) -> {
                    boolean ours = handler.getBeanType().getName().startsWith("io.dcf.bridge.");
                    if (ours && !handler.getBeanType().isAnnotationPresent(Hidden.class)) {
                        route.getMethodsCondition()
                                .getMethods()
                                .forEach(method ->
                                        route.getPatternValues().forEach(path -> routes.add(method + " " + path)));
                    }
                });
        assertThat(operations().stream().map(Operation::name))
                .containsExactlyInAnyOrderElementsOf(routes)
                .hasSize(23);
    }

    @Test
    void describesEachOperation() {
        Set<String> tags = new TreeSet<>();
        api.path("tags").forEach(tag -> tags.add(tag.path("name").stringValue()));
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("summary").stringValue())
                    .as("summary")
                    .isNotBlank();
            assertThat(operation.tag()).isIn(tags);
            assertThat(operation.parameters()).allSatisfy(parameter -> {
                assertThat(parameter.path("description").isMissingNode()).isFalse();
                assertThat(parameter.path("required").booleanValue(false))
                        .as("an example")
                        .isEqualTo(parameter.path("schema").has("example")
                                && parameter.path("in").stringValue().equals("path"));
            });
            operation.node().path("requestBody").path("content").properties().stream()
                    .limit(1)
                    .forEach(body -> assertThat(body.getValue().has("example"))
                            .as("a body's example")
                            .isTrue());
            operation.node().path("responses").properties().forEach(response -> {
                JsonNode told = resolved(response.getValue());
                assertThat(told.path("description").stringValue()).isNotBlank();
                if (Integer.parseInt(response.getKey()) >= 400) {
                    assertThat(told.path("content")
                                    .path("application/problem+json")
                                    .path("schema")
                                    .path("$ref")
                                    .stringValue())
                            .isEqualTo("#/components/schemas/Problem");
                }
            });
            assertThat(operation.node().path("responses").propertyNames())
                    .contains("400", "403", "429", "500", "501", "502", "503", "504");
            assertThat(operation.node().path("responses").has("404"))
                    .isEqualTo(operation.path().contains("{"));
        });
    }

    @Test
    void suitsClientGenerators() {
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("operationId").stringValue())
                    .matches("[a-z]+(Functions?|Logs|Metrics|Info|Caller|Invocations?|Output|Secrets?)");
            assertThat(operation.node().path("description").stringValue(""))
                    .as("description")
                    .isNotBlank();
            Stream<JsonNode> bodies = Stream.concat(
                    Stream.of(operation.node().path("requestBody")),
                    operation.node().path("responses").valueStream().map(OpenApiTests::resolved));
            assertThat(bodies.flatMap(body -> body.path("content").valueStream()))
                    .as("schemas")
                    .allMatch(media -> media.has("schema"));
            assertThat(operation.parameters())
                    .noneMatch(parameter -> parameter.path("schema").has("anyOf"));
        });
        assertThat(api.path("components").path("responses").propertyNames())
                .allMatch(name -> name.matches("([A-Z][a-z]+)+"))
                .contains("BadRequest", "NotFound", "TooManyRequests");
        assertThat(api.path("components").path("schemas").propertyNames())
                .noneMatch(name -> name.startsWith("New")); // in Go these are constructors
        assertThat(api.toString()).doesNotContain("\"uniqueItems\"", "\"default\"");
        assertThat(api.path("security").isArray()).isTrue();
    }

    @Test
    void hasNoExampleForTheTimeout() {
        JsonNode timeout = api.path("components").path("parameters").path("X-Timeout");
        assertThat(timeout.has("example")
                        || timeout.path("schema").has("example")
                        || timeout.path("schema").has("default"))
                .isFalse();
    }

    @Test
    void groupsReadingOperations() {
        assertThat(operations().stream()
                        .filter(operation -> operation.tag().equals("Observe"))
                        .map(Operation::name))
                .containsExactlyInAnyOrder(
                        "GET /api/v1/functions",
                        "GET /api/v1/functions/{name}",
                        "GET /api/v1/functions/{name}/logs",
                        "GET /api/v1/functions/{name}/metrics",
                        "GET /api/v1/events",
                        "GET /api/v1/info",
                        "GET /api/v1/me");
    }

    @Test
    void hasExamplesThatWorkInOrder() throws IOException {
        List<String> done = new ArrayList<>();
        for (JsonNode tag : api.path("tags")) {
            for (Operation operation : operations()) {
                if (operation.tag().equals(tag.path("name").stringValue())) {
                    if (operation.path().equals("/api/v1/events")) {
                        assertExampleOfEvents(operation);
                    } else {
                        Answer answer = tryOut(operation);
                        assertThat(answer.status())
                                .as(operation.name() + answer.body())
                                .isBetween(200, 299);
                        assertAsDocumented(operation, answer);
                    }
                    done.add(operation.name());
                }
            }
        }
        assertThat(done).hasSameSizeAs(operations()).last().isEqualTo("DELETE /api/v1/functions/{name}");
    }

    /** The response has no end. */
    private static void assertExampleOfEvents(Operation operation) throws IOException {
        String example = operation
                .node()
                .at("/responses/200/content/text~1event-stream/example")
                .stringValue();
        try (TestRequest request = TestRequest.get(bridge.port(), operation.path())) {
            assertThat(request.head().header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(example).startsWith("event: " + request.event().name());
        }
    }

    @Test
    void describesProblems() {
        JsonNode problem = api.path("components").path("schemas").path("Problem");
        Answer told = bridge.post("/api/v1/functions", "{}");
        assertThat(problem.path("properties").propertyNames())
                .containsAll(told.json().propertyNames());
        assertThat(told.json().propertyNames())
                .containsAll(problem.path("required")
                        .valueStream()
                        .map(JsonNode::stringValue)
                        .toList());
    }

    /** Violates each constraint of the document, one at a time. */
    @Test
    void hasTheConstraintsOfTheApi() {
        Map<String, JsonNode> properties =
                Map.copyOf(schema("FunctionDefinition").path("properties").properties().stream()
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        int broken = 0;
        for (var property : properties.entrySet()) {
            String name = property.getKey();
            for (String value : violating(property.getValue())) {
                Answer answer = bridge.post("/api/v1/functions", definitionWith(name, value));
                assertThat(answer.status()).as(name + " " + value).isEqualTo(400);
                assertThat(answer.json().path("violations").toString()).contains("\"/" + name);
                broken++;
            }
        }
        assertThat(broken).isGreaterThan(25);
    }

    private static List<String> violating(JsonNode schema) {
        List<String> values = new ArrayList<>();
        JsonNode resolved = resolved(schema);
        if (resolved.has("pattern")) {
            values.add("\" \"");
        }
        if (resolved.has("maxLength")) {
            values.add("\"" + "a".repeat(resolved.path("maxLength").intValue() + 1) + "\"");
        }
        if (resolved.has("minimum")) {
            values.add(Integer.toString(resolved.path("minimum").intValue() - 1));
        }
        if (resolved.has("maximum")) {
            values.add(Long.toString(resolved.path("maximum").longValue() + 1));
        }
        if (resolved.has("items")) {
            violating(resolved.path("items")).forEach(item -> values.add("[" + item + "]"));
        }
        if (resolved.path("uniqueItems").booleanValue(false)) {
            values.add("[\"a\",\"a\"]");
        }
        if (resolved.has("propertyNames")) {
            violating(resolved.path("propertyNames")).stream()
                    .filter(key -> key.startsWith("\""))
                    .forEach(key -> values.add("{" + key + ":\"a\"}"));
        }
        if (resolved.path("additionalProperties").isObject()) {
            violating(resolved.path("additionalProperties")).forEach(value -> values.add("{\"a\":" + value + "}"));
        }
        if (resolved.path("additionalProperties").isBoolean()) {
            values.add("{\"unheard-of\":1}");
        }
        resolved.path("properties")
                .properties()
                .forEach(inner -> violating(inner.getValue())
                        .forEach(value -> values.add("{\"" + inner.getKey() + "\":" + value + "}")));
        JsonNode types = resolved.path("type"); // one, or one and null
        String type = types.path(0).stringValue(types.stringValue("object"));
        values.add(type.equals("string") ? "1" : "\"x\"");
        return values;
    }

    private static String definitionWith(String name, String value) {
        Map<String, String> definition =
                new java.util.TreeMap<>(Map.of("service", "\"f\"", "image", "\"builtin/echo\""));
        definition.put(name, value);
        return definition.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(java.util.stream.Collectors.joining(",", "{", "}"));
    }

    /** The id of an invocation for which the operation succeeds: of one that runs long to cancel it, and of a cancelled one to repeat it. */
    private static String idFor(Operation operation) {
        boolean ends = operation.method().equals("GET");
        if (!ends) {
            bridge.put(
                    "/api/v1/functions/sleep",
                    "{\"service\":\"sleep\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"1h\"}}");
        }
        String path = bridge.send("POST", ends ? "/function/echo" : "/function/sleep", "x", "Prefer", "respond-async")
                .header("Location");
        await().until(() -> bridge.get(path).body().contains(ends ? "succeeded" : "running"));
        if (operation.path().endsWith("/retry")) {
            bridge.delete(path);
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Answer tryOut(Operation operation) {
        String path = operation.path().replace("{id}", operation.path().contains("{id}") ? idFor(operation) : "");
        List<String> headers = new ArrayList<>();
        String query = "";
        for (JsonNode parameter : operation.parameters().toList()) {
            JsonNode example = parameter.has("example")
                    ? parameter.path("example")
                    : parameter.path("schema").path("example");
            String name = parameter.path("name").stringValue();
            if (example.isMissingNode()) {
                continue;
            }
            switch (parameter.path("in").stringValue()) {
                case "path" -> path = path.replace("{" + name + "}", example.asString());
                case "query" -> query += (query.isEmpty() ? "?" : "&") + name + "=" + example.asString();
                default -> headers.addAll(List.of(name, example.asString()));
            }
        }
        var bodies = operation
                .node()
                .path("requestBody")
                .path("content")
                .properties()
                .iterator();
        if (!bodies.hasNext()) {
            return bridge.send(operation.method(), path + query, "", headers.toArray(String[]::new));
        }
        var body = bodies.next();
        headers.addAll(List.of("Content-Type", body.getKey()));
        JsonNode example = body.getValue().path("example");
        return bridge.send(
                operation.method(),
                path + query,
                example.isString() ? example.stringValue() : example.toString(),
                headers.toArray(String[]::new));
    }

    private static void assertAsDocumented(Operation operation, Answer answer) {
        JsonNode response = operation.node().path("responses").path(Integer.toString(answer.status()));
        assertThat(response.isMissingNode())
                .as(operation.name() + " documents " + answer.status())
                .isFalse();
        if (answer.body().isEmpty()) {
            assertThat(response.has("content")).isFalse();
            return;
        }
        String type = answer.header("Content-Type").replaceAll(";.*", "");
        JsonNode media = response.path("content").path(type);
        assertThat(media.isMissingNode())
                .as(operation.name() + " documents " + type)
                .isFalse();
        response.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").booleanValue(false))
                .map(Map.Entry::getKey)
                .forEach(header -> assertThat(answer.header(header)).as(header).isNotEmpty());
        if (type.equals("application/json")) {
            assertThat(media.path("example").propertyNames())
                    .isEqualTo(answer.json().propertyNames());
            assertThat(resolved(media.path("schema")).path("properties").propertyNames())
                    .containsAll(answer.json().propertyNames());
        }
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return operations;
    }

    private static JsonNode schema(String name) {
        return api.path("components").path("schemas").path(name);
    }

    private static JsonNode resolved(JsonNode alternatives) {
        JsonNode node = alternatives.path("anyOf").path(0).has("$ref") // or null
                ? alternatives.path("anyOf").path(0)
                : alternatives;
        return node.has("$ref") ? api.at(node.path("$ref").stringValue().substring(1)) : node;
    }
}
