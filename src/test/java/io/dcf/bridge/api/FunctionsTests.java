package io.dcf.bridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.function.FunctionList;
import io.dcf.bridge.function.FunctionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every operation, from HTTP to the embedded gateway and back. */
class FunctionsTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static TestBridge bridge;

    private final String name = "f-" + UUID.randomUUID();
    private final String path = FUNCTIONS + "/" + name;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @Test
    void returnsDefaultsAndNoCredentials() {
        Answer answer = bridge.post(FUNCTIONS, """
                {"service":"%s","image":"builtin/echo","envVars":{"GREETING":"hi"},"labels":{"team":"demo"},
                 "limits":{"memory":"64Mi"},"registryAuth":"c2VjcmV0","minReplicas":2}""".formatted(name));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(path);
        assertThat(answer.body())
                .isEqualTo("{\"service\":\"" + name + "\",\"image\":\"builtin/echo\",\"envVars\":{\"GREETING\":\"hi\"},"
                        + "\"labels\":{\"team\":\"demo\"},\"annotations\":{},\"secrets\":[],\"constraints\":[],"
                        + "\"limits\":{\"memory\":\"64Mi\"},\"minReplicas\":2,\"maxReplicas\":2}");
        assertThat(bridge.get(path).json().path("replicas").intValue()).isEqualTo(2);
    }

    @Test
    void describesTheDefinitionThatWasDeployed() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        JsonNode deployed = bridge.post(FUNCTIONS, """
                        {"service":"%s","image":"builtin/echo","envVars":{"A":"b"},"secrets":["s"],
                         "constraints":["zone=a"],"limits":{"cpu":"1"},"registryAuth":"YTpjMlZqY21WMA==",
                         "readOnlyRootFilesystem":true}""".formatted(name)).json();
        Answer described = bridge.get(path);
        assertThat(deployed.path("readOnlyRootFilesystem").booleanValue()).isTrue();
        assertThat(described.json().path("definition")).isEqualTo(deployed);
        assertThat(described.body()).doesNotContain("registryAuth", "YTpjMlZqY21WMA");
        Instant created = Instant.parse(described.json().path("createdAt").stringValue());
        assertThat(created).isBetween(before, Instant.now());
        bridge.put(path, definition("builtin/env"));
        JsonNode updated = bridge.get(path).json();
        assertThat(updated.path("createdAt")).isEqualTo(described.json().path("createdAt"));
        assertThat(updated.path("definition").path("image").stringValue()).isEqualTo("builtin/env");
        assertThat(bridge.get(FUNCTIONS).body()).doesNotContain("createdAt", "definition");
    }

    @Test
    void requiresABooleanForAReadOnlyFileSystem() {
        Answer answer = bridge.post(
                FUNCTIONS,
                "{\"service\":\"%s\",\"image\":\"builtin/echo\",\"readOnlyRootFilesystem\":\"yes\"}".formatted(name));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("/readOnlyRootFilesystem", "must be true or false, not a string");
    }

    @Test
    void readsNamesInAnyCase() {
        Answer answer = bridge.post(
                FUNCTIONS,
                "{\"SERVICE\":\"%s\",\"Image\":\"builtin/env\",\"EnvVars\":{\"Mixed\":\"Case\"},\"Limits\":{\"CPU\":\"1\"}}"
                        .formatted(name));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("limits").path("cpu").stringValue()).isEqualTo("1");
        assertThat(invoke("").body()).isEqualTo("Mixed=Case\n");
    }

    @Test
    void refusesToDeployTwice() {
        deploy("builtin/echo");
        Answer answer = bridge.post(FUNCTIONS, definition("builtin/echo"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("ALREADY_EXISTS");
        assertThat(answer.json().path("hint").stringValue()).contains("PUT");
    }

    @Test
    void namesTheSupportedImages() {
        Answer answer = bridge.post(FUNCTIONS, definition("nginx:1.27"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("FAILED_PRECONDITION");
        assertThat(answer.json().path("detail").stringValue()).contains("nginx:1.27", "builtin/echo", "builtin/sha256");
    }

    @Test
    void listsByName() {
        deploy("builtin/echo");
        Answer answer = bridge.get(FUNCTIONS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()
                        .path("functions")
                        .valueStream()
                        .map(each -> each.path("name").stringValue()))
                .contains(name)
                .isSorted();
    }

    @Test
    void listsPageByPage() {
        for (String each : new String[] {"-a", "-b", "-c"}) {
            bridge.post(
                    FUNCTIONS,
                    "{\"service\":\"%s\",\"image\":\"builtin/echo\"}".formatted(name.substring(0, 30) + each));
        }
        List<String> all = names(bridge.get(FUNCTIONS));
        List<String> paged = new ArrayList<>();
        String next = FUNCTIONS + "?limit=2";
        while (!next.isEmpty()) {
            Answer page = bridge.get(next);
            assertThat(page.status()).isEqualTo(200);
            assertThat(names(page)).hasSizeBetween(1, 2);
            paged.addAll(names(page));
            String token = page.json().path("continue").stringValue("");
            next = token.isEmpty() ? "" : FUNCTIONS + "?limit=2&continue=" + token;
            assertThat(page.header("Link")).isEqualTo(token.isEmpty() ? "" : "<" + next + ">; rel=\"next\"");
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void continuesAfterADeletedFunction() {
        deploy("builtin/echo");
        bridge.post(FUNCTIONS, "{\"service\":\"zz-last\",\"image\":\"builtin/echo\"}");
        String token = FunctionList.page(List.of(status(name), status(name + "z")), null, 1)
                .position();
        bridge.delete(path);
        Answer rest = bridge.get(FUNCTIONS + "?continue=" + token);
        assertThat(names(rest)).doesNotContain(name).contains("zz-last").allMatch(each -> each.compareTo(name) > 0);
        assertThat(rest.header("Link")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=99999999999",
                "continue=",
                "continue=%C3%A9",
                "continue=YQ==",
                "continue=!"
            })
    void refusesABadPage(String query) {
        Answer answer = bridge.get(FUNCTIONS + "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/" + query.split("=")[0])).isTrue();
    }

    @Test
    void limitsAnnotations() {
        Answer answer = bridge.post(
                FUNCTIONS,
                "{\"service\":\"%s\",\"image\":\"builtin/echo\",\"annotations\":{\"a\":\"%s\"}}"
                        .formatted(name, "x".repeat(262_144)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/annotations")).isTrue();
    }

    private static List<String> names(Answer list) {
        return list.json()
                .path("functions")
                .valueStream()
                .map(each -> each.path("name").stringValue())
                .toList();
    }

    private static FunctionStatus status(String name) {
        return new FunctionStatus(name, "builtin/echo", 1, 1, 0, Map.of(), Map.of(), null);
    }

    @Test
    void describes() {
        deploy("builtin/echo");
        invoke("x");
        assertThat(bridge.get(path).body())
                .isEqualTo(
                        "{\"name\":\"" + name + "\",\"image\":\"builtin/echo\",\"replicas\":1,\"availableReplicas\":1,"
                                + "\"invocationCount\":1,\"labels\":{},\"annotations\":{},\"createdAt\":"
                                + bridge.get(path).json().path("createdAt")
                                + ",\"definition\":{\"service\":\"" + name + "\",\"image\":\"builtin/echo\","
                                + "\"envVars\":{},\"labels\":{},\"annotations\":{},\"secrets\":[],\"constraints\":[],"
                                + "\"minReplicas\":1,\"maxReplicas\":1}}");
    }

    @Test
    void createsThenUpdates() {
        Answer created = bridge.put(path, definition("builtin/echo"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(path);
        Answer updated = bridge.put(path, definition("builtin/env"));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.json().path("image").stringValue()).isEqualTo("builtin/env");
        assertThat(bridge.get(path).json().path("image").stringValue()).isEqualTo("builtin/env");
    }

    @Test
    void respectsPreconditions() {
        assertThat(bridge.put(path, definition("builtin/echo"), "If-Match", "*").status())
                .isEqualTo(412);
        assertThat(bridge.get(path).status()).isEqualTo(404);
        assertThat(bridge.put(path, definition("builtin/echo"), "If-None-Match", "*")
                        .status())
                .isEqualTo(201);
        assertThat(bridge.put(path, definition("builtin/env"), "If-None-Match", "*")
                        .status())
                .isEqualTo(412);
        assertThat(bridge.get(path).json().path("image").stringValue()).isEqualTo("builtin/echo");
        assertThat(bridge.put(path, definition("builtin/env"), "If-Match", "*").status())
                .isEqualTo(200);
        assertThat(bridge.put(path, definition("builtin/env"), "If-Match", "\"tag\"")
                        .status())
                .isEqualTo(412);
        assertThat(bridge.put(path, definition("builtin/env"), "If-Match", "*", "If-None-Match", "*")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void refusesToApplyUnderAnotherName() {
        Answer answer = bridge.put(FUNCTIONS + "/other", definition("builtin/echo"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo("/service")).isTrue();
        assertThat(bridge.get(path).status()).isEqualTo(404);
    }

    @Test
    void deletes() {
        deploy("builtin/echo");
        Answer answer = bridge.delete(path);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(bridge.get(path).status()).isEqualTo(404);
    }

    @Test
    void scalesToZeroAndBack() {
        deploy("builtin/echo");
        assertThat(bridge.put(path + "/replicas", "{\"replicas\":0}").body()).isEqualTo("{\"replicas\":0}");
        assertThat(invoke("x").status()).isEqualTo(400);
        assertThat(invoke("x").json().path("detail").stringValue()).contains("scaled to 0");
        assertThat(bridge.put(path + "/replicas", "{\"replicas\":3}").status()).isEqualTo(200);
        assertThat(bridge.get(path).json().path("availableReplicas").intValue()).isEqualTo(3);
        assertThat(invoke("x").body()).isEqualTo("x");
    }

    @Test
    void scalesBeyondMinAndMaxReplicas() {
        String path = "/api/v1/functions/bounded";
        String definition = "{\"service\":\"bounded\",\"image\":\"builtin/echo\",\"minReplicas\":2,\"maxReplicas\":3}";
        bridge.put(path, definition);
        for (int[] each : new int[][] {{1, 2}, {7, 3}, {0, 0}}) { // replicas after scaling, and after replacing
            assertThat(bridge.put(path + "/replicas", "{\"replicas\":" + each[0] + "}")
                            .status())
                    .isEqualTo(200);
            assertThat(bridge.get(path).json().path("replicas").intValue()).isEqualTo(each[0]);
            assertThat(bridge.put(path, definition).status()).isEqualTo(200);
            assertThat(bridge.get(path).json().path("replicas").intValue()).isEqualTo(each[1]);
        }
        bridge.delete(path);
    }

    @Test
    void readsLogsAsTextAndAsNdjson() {
        deploy("builtin/echo");
        invoke("hello");
        Answer text = bridge.get(path + "/logs");
        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(text.body().lines()).hasSize(2).last().asString().contains("invoked: 5 bytes in, 5 bytes out");
        Answer ndjson = bridge.get(path + "/logs?tail=1", "Accept", "application/x-ndjson");
        assertThat(ndjson.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(ndjson.body().lines()).hasSize(1);
        assertThat(ndjson.json().path("instance").intValue()).isEqualTo(1);
        assertThat(ndjson.json().path("text").stringValue()).contains("invoked: 5 bytes in");
    }

    @Test
    void readsLogsSinceATime() throws InterruptedException {
        deploy("builtin/echo");
        Thread.sleep(2); // timestamps of lines have milliseconds
        invoke("a");
        invoke("bc");
        String text = bridge.get(path + "/logs").body();
        String written = text.lines().toList().get(1).split(" ")[0];
        String later = text.lines().skip(1).map(line -> line + "\n").collect(java.util.stream.Collectors.joining());
        assertThat(bridge.get(path + "/logs?since=" + written).body()).isEqualTo(later);
        assertThat(bridge.get(path + "/logs?since=" + written.replace("Z", "+00:00"))
                        .body())
                .isEqualTo(later);
        assertThat(bridge.get(path + "/logs?since=" + written.replace("Z", "%2B00:00"))
                        .body())
                .isEqualTo(later);
        assertThat(bridge.get(path + "/logs?tail=1&since=" + written).body())
                .contains("2 bytes out")
                .hasLineCount(1);
        for (String ago : new String[] {"10m", "PT1H", "1d"}) {
            assertThat(bridge.get(path + "/logs?since=" + ago).body()).isEqualTo(text);
        }
        assertThat(bridge.get(path + "/logs?since=9999-01-01T00:00:00Z").body()).isEmpty();
    }

    @Test
    void invokesAtBothAddresses() {
        deploy("builtin/sha256");
        Answer answer = invoke("abc");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Double.parseDouble(answer.header("X-Duration-Seconds"))).isPositive();
        assertThat(answer.header("X-Call-Id"))
                .isEqualTo(answer.header("X-Request-Id"))
                .isNotEmpty();
        assertThat(bridge.send("POST", "/function/" + name, "abc").body()).isEqualTo(answer.body());
    }

    @Test
    void transfersBytesOfAnyTypeUnchanged() {
        deploy("builtin/sha256");
        byte[] input = new byte[256 * 1024];
        new java.util.Random(1).nextBytes(input);
        for (String type : new String[] {
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/json",
            "text/plain;charset=utf-16",
            "nonsense"
        }) {
            Answer answer = bridge.send("POST", path + "/invocations?a=b&a=c", input, "Content-Type", type);
            assertThat(answer.body()).as(type).isEqualTo(sha256(input));
        }
        assertThat(invoke("").body()).isEqualTo(sha256(new byte[0]));
    }

    @Test
    void transfersTextUnchanged() {
        deploy("builtin/echo");
        for (String text : new String[] {
            "hello world", " \r\n\t ", "\0", "ünï©ødé 🎉", "{\"a\" : 1 }\n", "%zz+%20", "x".repeat(1_000_000)
        }) {
            Answer answer = invoke(text);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(text);
        }
    }

    @Test
    void returns502ForAFailingFunction() {
        bridge.post(
                FUNCTIONS,
                "{\"service\":\"%s\",\"image\":\"builtin/fail\",\"envVars\":{\"MESSAGE\":\"out of cheese\"}}"
                        .formatted(name));
        Answer answer = invoke("x");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("detail").stringValue()).contains("out of cheese");
        assertThat(answer.header("X-Call-Id")).isNotEmpty();
    }

    @Test
    void respectsTheTimeoutOfTheClient() {
        bridge.post(
                FUNCTIONS,
                "{\"service\":\"%s\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"60s\"}}".formatted(name));
        for (String[] header : new String[][] {{"X-Timeout", "150ms"}, {"Grpc-Timeout", "150m"}}) {
            long start = System.nanoTime();
            Answer answer = bridge.send("POST", path + "/invocations", "x", header);
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(140L, 5_000L);
        }
    }

    @Test
    void returnsInfo() {
        Answer answer = bridge.get("/api/v1/info");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("version").stringValue()).isNotBlank();
        assertThat(answer.json().path("dialect").stringValue()).isEqualTo("guide");
        assertThat(answer.json().path("service").stringValue()).isEqualTo("pb.Gateway");
        assertThat(answer.json().path("found").path("answers").booleanValue()).isTrue();
        assertThat(answer.json().path("gateway").stringValue()).contains("builtin/echo");
        assertThat(answer.json().path("engine").stringValue()).isEqualTo("process");
        assertThat(answer.json().path("systemApi").stringValue()).isEqualTo("openfaas");
        assertThat(Instant.parse(answer.json().path("startedAt").stringValue())).isBefore(Instant.now());
        assertThat(answer.json().path("breakers").toString()).startsWith("[{\"state\":\"closed\"");
        JsonNode limits = answer.json().path("limits");
        assertThat(limits.propertyNames())
                .containsExactly("requests", "invocations", "streams", "followed-logs", "memory");
        assertThat(limits.path("requests").path("used").longValue())
                .isBetween(1L, limits.path("requests").path("max").longValue());
    }

    @Test
    void describesAClientWhoMayDoEverything() {
        Answer answer = bridge.get("/api/v1/me", "Authorization", "Bearer x");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"mode\":\"none\",\"authenticated\":false,\"authorities\":"
                        + "[\"functions:read\",\"functions:write\",\"functions:invoke\",\"secrets:write\"]}");
    }

    private void deploy(String image) {
        assertThat(bridge.post(FUNCTIONS, definition(image)).status()).isEqualTo(201);
    }

    private String definition(String image) {
        return "{\"service\":\"%s\",\"image\":\"%s\"}".formatted(name, image);
    }

    private Answer invoke(String input) {
        return bridge.send("POST", path + "/invocations", input);
    }

    private static String sha256(byte[] input) {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(input));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
