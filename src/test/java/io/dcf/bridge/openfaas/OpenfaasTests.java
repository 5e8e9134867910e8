package io.dcf.bridge.openfaas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestFunction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API of OpenFaaS, as its clients use it, with the embedded gateway. */
@Tag("any-jdk")
class OpenfaasTests {

    private static final String FUNCTIONS = "/system/functions";
    private static final String ECHO = "{\"service\":\"f\",\"image\":\"builtin/echo\"}";
    private static final String DELETE_F = "{\"functionName\":\"f\"}";

    private static TestBridge bridge;
    private static TestFunction function;

    @BeforeAll
    static void start() throws IOException {
        bridge = TestBridge.embedded("--bridge.stream.log-interval=100ms");
        function = new TestFunction();
        function.deploy(bridge, "http");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        function.close();
    }

    @AfterEach
    void delete() {
        bridge.send("DELETE", FUNCTIONS, DELETE_F);
    }

    private static Answer deploy(String definition) {
        Answer answer = bridge.post(FUNCTIONS, definition);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    /** Each row of the table of routes, for requests that succeed: status and body. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /healthz                                 |                                              | 200",
                "GET    | /system/info                             |                                              | 200",
                "GET    | /system/functions                        |                                              | 200",
                "GET    | /system/functions?namespace=openfaas-fn  |                                              | 200",
                "POST   | /system/functions                        | {'service':'g','image':'builtin/echo'}       | 202",
                "PUT    | /system/functions                        | {'service':'f','image':'builtin/env'}        | 202",
                "GET    | /system/function/f?usage=1               |                                              | 200",
                "GET    | /system/function/f.openfaas-fn?usage=1   |                                              | 200",
                "GET    | /system/function/f?namespace=openfaas-fn  |                                              | 200",
                "POST   | /system/scale-function/f                 | {'serviceName':'f','replicas':2}             | 202",
                "POST   | /system/scale-function/f.openfaas-fn     | {'serviceName':'other','replicas':2}         | 202",
                "GET    | /system/namespaces                       |                                              | 200",
                "GET    | /system/namespace/openfaas-fn            |                                              | 200",
                "GET    | /system/logs?name=f                      |                                              | 200",
                "GET    | /system/logs?name=f&tail=-1&follow=false |                                              | 200",
                "GET    | /system/logs?name=unknown                |                                              | 200",
                "GET    | /system/logs                             |                                              | 200",
                "POST   | /system/alert                            | {'alerts':[{'status':'firing','labels':{'function_name':'f.openfaas-fn'}}]} | 200",
                "DELETE | /system/functions                        | {'functionName':'f'}                         | 202",
                "DELETE | /system/functions?namespace=openfaas-fn  | {'functionName':'f'}                         | 202",
                "DELETE | /system/functions                        | {'functionName':'f','namespace':'openfaas-fn'} | 202",
                "POST   | /function/f                              | x                                            | 200",
                "POST   | /function/f.openfaas-fn                  | x                                            | 200",
                "GET    | /function/http.openfaas-fn/              |                                              | 200",
                "PATCH  | /function/http.openfaas-fn/a/b?c=d       | x                                            | 200"
            })
    void succeeds(String method, String path, String body, int status) {
        deploy(ECHO);
        Answer answer = bridge.send(method, path, body == null ? "" : body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (status == 202) {
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Content-Length")).isEqualTo("0");
        }
        bridge.send("DELETE", FUNCTIONS, "{\"functionName\":\"g\"}");
    }

    /** Each row of the table of routes, for requests that fail. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /system/functions?namespace=other        |                                              | 404",
                "POST   | /system/functions                        | {'service':'http','image':'builtin/echo'}    | 409",
                "POST   | /system/functions                        | {'service':'f','image':'i','namespace':'o'}  | 404",
                "POST   | /system/functions                        | {                                            | 400",
                "POST   | /system/functions                        |                                              | 400",
                "POST   | /system/functions                        | null                                         | 400",
                "POST   | /system/functions                        | []                                           | 400",
                "POST   | /system/functions                        | {'service':'F','image':'i'}                  | 400",
                "POST   | /system/functions                        | {'service':'f'}                              | 400",
                "POST   | /system/functions                        | {'service':'f','image':'i','secrets':[null]} | 400",
                "POST   | /system/functions                        | {'service':'f','image':'i','envVars':{'a':null}} | 400",
                "POST   | /system/functions                        | {'service':'f','image':'i','limits':{'amd.com/gpu':'1'}} | 400",
                "PUT    | /system/functions                        | {'service':'f','image':'builtin/echo'}       | 404",
                "DELETE | /system/functions                        | {'functionName':'f'}                         | 404",
                "DELETE | /system/functions                        | {'functionName':'f.g'}                       | 404",
                "DELETE | /system/functions                        | {'functionName':'http','namespace':'o'}      | 404",
                "DELETE | /system/functions?namespace=o            | {'functionName':'http'}                      | 404",
                "DELETE | /system/functions                        | {}                                           | 400",
                "GET    | /system/function/f?usage=1               |                                              | 404",
                "GET    | /system/function/http.other              |                                              | 404",
                "GET    | /system/function/http?namespace=other    |                                              | 404",
                "GET    | /system/function/Http                    |                                              | 404",
                "POST   | /system/scale-function/f                 | {'serviceName':'http','replicas':2}          | 404",
                "POST   | /system/scale-function/http              | {'serviceName':'http'}                       | 400",
                "POST   | /system/scale-function/http              | {'replicas':-1}                              | 400",
                "POST   | /system/namespace/                       | {'name':'n'}                                 | 501",
                "PUT    | /system/namespace/n                      | {'name':'n'}                                 | 501",
                "DELETE | /system/namespace/n                      | {'name':'n'}                                 | 501",
                "GET    | /system/namespace/n                      |                                              | 404",
                "GET    | /system/logs?name=http&tail=x            |                                              | 400",
                "GET    | /system/logs?name=http&since=x           |                                              | 400",
                "GET    | /system/logs?name=http&namespace=other   |                                              | 404",
                "PATCH  | /system/functions                        |                                              | 405",
                "PUT    | /system/function/http                    |                                              | 405",
                "DELETE | /system/info                             |                                              | 405",
                "GET    | /system/unknown                          |                                              | 404",
                "POST   | /function/.openfaas-fn                   | x                                            | 404",
                "POST   | /function/f                              | x                                            | 404",
                "POST   | /function/f.openfaas-fn                  | x                                            | 404",
                "POST   | /function/http.other                     | x                                            | 404",
                "GET    | /function/http.other.openfaas-fn/a       |                                              | 404"
            })
    void fails(String method, String path, String body, int status) {
        Answer answer = bridge.send(method, path, body == null ? "" : body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void takesAnEmptyBearerTokenForNone() {
        for (String path : List.of("/system/functions", "/system/info", "/system/logs?name=http", "/healthz")) {
            assertThat(RawRequest.status(bridge.port(), "GET " + path + " HTTP/1.1\r\nAuthorization: Bearer "))
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void readsBodiesOfAnyType() {
        String form = "application/x-www-form-urlencoded";
        String scale = "/system/scale-function/http?namespace=";
        for (String type : List.of(form, "text/plain", "a/b")) {
            Answer answer = bridge.send("POST", scale + "openfaas-fn", "{\"replicas\":2}", "Content-Type", type);
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        }
        assertThat(bridge.send("POST", scale + "other", "{\"replicas\":2}", "Content-Type", form)
                        .status())
                .isEqualTo(404);
    }

    /** The parser's messages would repeat the value, which may be a secret. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'secret'                                                  | ''",
                "{'service':'f','image':'i','secrets':[null]}              | /secrets/0",
                "{'service':'f','image':'i','envVars':{'a':{'b':'secret'}}} | /envVars/a",
                "{'service':'f','image':'i','readOnlyRootFilesystem':'secret'} | /readOnlyRootFilesystem"
            },
            quoteCharacter = '"')
    void showsWhereABodyIsWrong(String body, String pointer) {
        Answer answer = bridge.post(FUNCTIONS, body.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo(pointer.equals("''") ? "" : pointer))
                .as(answer.body())
                .isTrue();
        assertThat(answer.body()).doesNotContain("secret\"", "'secret'");
    }

    @Test
    void describesItself() {
        JsonNode info = bridge.get("/system/info").json();
        assertThat(List.of(
                        info.at("/provider/provider"),
                        info.at("/provider/orchestration"),
                        info.at("/provider/version/sha"),
                        info.at("/provider/version/release"),
                        info.at("/version/sha"),
                        info.at("/version/release"),
                        info.path("arch")))
                .allSatisfy(value -> assertThat(value.stringValue()).isNotEmpty());
        assertThat(info.at("/provider/provider").stringValue()).isNotEqualTo("faasd");
        assertThat(bridge.get("/system/namespaces").body()).isEqualTo("[\"openfaas-fn\"]");
        assertThat(bridge.get("/healthz").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", ""})
    void deploysWithoutLabelsAndAnnotations(String none) {
        String members = none.isEmpty() ? "" : ",\"labels\":%s,\"annotations\":%s".formatted(none, none);
        deploy("{\"service\":\"f\",\"image\":\"builtin/echo\",\"unknown\":1%s}".formatted(members));
        JsonNode described = bridge.get("/system/function/f?usage=1").json();
        assertThat(described.path("labels").toString()).isEqualTo("{\"faas_function\":\"f\"}");
        assertThat(described.path("annotations").toString()).isEqualTo("{}");
        assertThat(described.path("namespace").stringValue()).isEqualTo("openfaas-fn");
        assertThat(bridge.get(FUNCTIONS).json())
                .anySatisfy(each -> assertThat(each.path("name").stringValue()).isEqualTo("f"));
    }

    /** Each member comes back as it was sent, alone and with all others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'envProcess':'env'",
                "'envVars':{'A':'1','b.c':'2'}",
                "'constraints':['zone=a']",
                "'labels':{'canary':'true','com.openfaas.scale.zero':'true','faas_function':'f'}",
                "'annotations':{'json':'{\\\"a\\\": 1}','lines':'a\\nb'}",
                "'limits':{'memory':'5Mi','cpu':'100m'}",
                "'limits':{'nvidia.com/gpu':'1'}",
                "'requests':{'memory':'5Mi'}",
                "'readOnlyRootFilesystem':true",
                "'envProcess':'env','envVars':{'a':'1'},'constraints':['a=b'],'annotations':{'a':'b'},"
                        + "'limits':{'memory':'1Mi'},'requests':{'cpu':'1m'},'readOnlyRootFilesystem':true"
            })
    void returnsWhatWasSent(String members) {
        String sent = "{'image':'builtin/env','namespace':'openfaas-fn',%s}".formatted(members);
        deploy(sent.replaceFirst("\\{", "{'service':'f',").replace('\'', '"'));
        JsonNode listed = bridge.get(FUNCTIONS)
                .json()
                .valueStream()
                .filter(each -> each.path("name").stringValue().equals("f"))
                .findFirst()
                .orElseThrow();
        for (JsonNode got : List.of(bridge.get("/system/function/f?usage=1").json(), listed)) {
            assertThat(Instant.parse(got.path("createdAt").stringValue()))
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
            ObjectNode expected = (ObjectNode) JsonMapper.shared().readTree(sent.replace('\'', '"'));
            expected.put("name", "f")
                    .put("invocationCount", 0)
                    .put("replicas", 1)
                    .put("availableReplicas", 1);
            expected.withObject("/labels").put("faas_function", "f");
            expected.withObject("/annotations");
            expected.set("createdAt", got.path("createdAt"));
            assertThat(got).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'com.openfaas.scale.zero':'true'                                          |                             | 15m",
                "'com.openfaas.scale.zero':'true','com.openfaas.scale.zero-duration':'5m'  |                             | 5m",
                "'com.openfaas.scale.zero':'true'                                          | 'dcf.io/scale-to-zero':'1h' | 1h",
                "'com.openfaas.scale.zero':'false'                                         |                             | ''"
            },
            quoteCharacter = '"')
    void scalesToZeroByLabels(String labels, String annotations, String idleTime) {
        deploy("{'service':'f','image':'builtin/echo','labels':{%s},'annotations':{%s}}"
                .formatted(labels, annotations == null ? "" : annotations)
                .replace('\'', '"'));
        JsonNode function = bridge.get("/api/v1/functions/f").json();
        assertThat(function.path("annotations").path("dcf.io/scale-to-zero").asString(""))
                .isEqualTo(idleTime.replace("'", ""));
        assertThat(bridge.get("/system/function/f").json().path("annotations").size())
                .isEqualTo(annotations == null ? 0 : 1);
    }

    @Test
    void startsTheMinimumOfReplicasAndScalesInSteps() {
        deploy("""
                {"service":"f","image":"builtin/echo","labels":{"com.openfaas.scale.min":"2","com.openfaas.scale.max":"10",
                 "com.openfaas.scale.factor":"30"}}""");
        assertThat(replicas()).isEqualTo(2);
        alert("firing");
        assertThat(replicas()).isEqualTo(5);
        for (int i = 0; i < 3; i++) {
            alert("firing");
        }
        assertThat(replicas()).isEqualTo(10);
        alert("resolved");
        assertThat(replicas()).isEqualTo(2);
        bridge.post("/system/scale-function/f", "{\"serviceName\":\"f\",\"replicas\":0}");
        assertThat(replicas()).isZero();
    }

    private static long replicas() {
        return bridge.get("/system/function/f?usage=1").json().path("replicas").asLong();
    }

    private static void alert(String status) {
        Answer answer = bridge.post("/system/alert", """
                {"status":"%s","alerts":[{"status":"%1$s","labels":{"alertname":"APIHighInvocationRate",
                 "function_name":"f.openfaas-fn"}}]}""".formatted(status));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void managesSecrets() {
        String path = "/system/secrets";
        String named = "{\"name\":\"s\",\"namespace\":\"openfaas-fn\"}";
        assertThat(bridge.get(path).body()).isEqualTo("[]");
        String value = "{\"name\":\"s\",\"value\":\"v\"}";
        String raw = "{\"name\":\"s\",\"rawValue\":\"AP8=\"}";
        assertThat(secrets("PUT", value)).isEqualTo(404);
        assertThat(secrets("DELETE", named)).isEqualTo(404);
        assertThat(secrets("POST", "{\"name\":\"S\",\"value\":\"v\"}")).isEqualTo(400);
        assertThat(secrets("POST", "{\"value\":\"v\"}")).isEqualTo(400);
        assertThat(secrets("POST", "{\"name\":\"s\"}")).isEqualTo(400);
        assertThat(secrets("POST", "{\"name\":\"s\",\"namespace\":\"o\",\"value\":\"v\"}"))
                .isEqualTo(404);
        assertThat(secrets("POST", value)).isEqualTo(202);
        assertThat(secrets("POST", value)).isEqualTo(409);
        assertThat(secrets("PUT", raw)).isEqualTo(202);
        assertThat(bridge.get(path + "?namespace=openfaas-fn").body()).isEqualTo("[" + named + "]");
        assertThat(bridge.get(path + "?namespace=other").status()).isEqualTo(404);
        deploy("{\"service\":\"f\",\"image\":\"builtin/echo\",\"secrets\":[\"s\"]}");
        assertThat(bridge.get("/system/function/f").json().path("secrets").toString())
                .isEqualTo("[\"s\"]");
        assertThat(secrets("DELETE", named)).isEqualTo(409);
        bridge.send("DELETE", FUNCTIONS, DELETE_F);
        assertThat(secrets("DELETE", value)).isEqualTo(202);
        assertThat(bridge.get(path).body()).isEqualTo("[]");
    }

    private static int secrets(String method, String body) {
        Answer answer = bridge.send(method, "/system/secrets", body);
        assertThat(answer.status() == 202).isEqualTo(answer.body().isEmpty());
        return answer.status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"})
    void passesAllMethods(String method) {
        Answer answer = bridge.send(method, "/function/http.openfaas-fn/rest/?q=1", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Call-Id")).isNotEmpty();
        assertThat(answer.header("X-Start-Time")).matches("[0-9]{19}");
        if (!method.equals("HEAD")) {
            assertThat(answer.body().lines())
                    .contains(method + " /rest/?q=1", "x-call-id: " + answer.header("X-Call-Id"))
                    .anyMatch(line -> line.matches("x-start-time: [0-9]{19}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/async-function/f", "/async-function/f.openfaas-fn?q=1", "/async-function/f.openfaas-fn/"})
    void queuesInvocations(String path) {
        deploy(ECHO);
        Answer answer = bridge.send("POST", path, "input");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("X-Call-Id")).isNotEmpty();
        assertThat(answer.header("X-Start-Time")).matches("[0-9]{19}");
        assertThat(bridge.send("GET", path, "").status()).isEqualTo(405);
        await().until(() -> bridge.get("/system/function/f?usage=1")
                        .json()
                        .path("invocationCount")
                        .asInt()
                == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"://", "nowhere", "ftp://example.org/"})
    void refusesCallbackUrlsThatAreNotValid(String url) {
        Answer answer = bridge.send("POST", "/async-function/http", "x", "X-Callback-Url", url);
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void queuesInvocationsOfUnknownFunctions() {
        assertThat(bridge.send("POST", "/async-function/unknown", "x").status()).isEqualTo(202);
        assertThat(bridge.send("POST", "/async-function/unknown/a/b", "x").status())
                .isEqualTo(202);
        assertThat(bridge.send("POST", "/async-function/f.other", "x").status()).isEqualTo(404);
        assertThat(bridge.send("POST", "/async-function/.openfaas-fn", "x").status())
                .isEqualTo(404);
    }

    @Test
    void readsLogs() {
        deploy(ECHO);
        bridge.send("POST", "/function/f", "x");
        Answer answer = bridge.get("/system/logs?name=f&namespace=openfaas-fn&follow=false");
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.body()).isNotEmpty();
        String first = answer.body().lines().findFirst().orElseThrow();
        assertThat(first)
                .matches("\\{\"name\":\"f\",\"namespace\":\"openfaas-fn\",\"instance\":\"f-1\","
                        + "\"timestamp\":\"[0-9-]+T[0-9:.]+Z\",\"text\":\"started: .+\"}");
        assertThat(lines("/system/logs?name=f&tail=1")).hasSize(1);
        assertThat(lines("/system/logs?name=f&tail=0")).isEmpty();
        assertThat(lines("/system/logs?name=f&instance=f-1")).isNotEmpty();
        assertThat(lines("/system/logs?name=f&instance=f-2")).isEmpty();
        assertThat(lines("/system/logs?name=f&since=2999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void followsLogs() throws IOException, InterruptedException {
        deploy(ECHO);
        URI uri =
                URI.create("http://127.0.0.1:" + bridge.port() + "/system/logs?name=f&follow=true&tail=1&instance=f-1");
        var response =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).contains("\"text\":\"started: ");
            bridge.send("POST", "/function/f", "four");
            assertThat(lines.readLine()).contains("\"text\":\"invoked: 4 bytes in");
        }
    }

    private static List<String> lines(String path) {
        return bridge.get(path).body().lines().collect(Collectors.toList());
    }
}
