package io.dcf.bridge.openfx;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.credential.TokenTests;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** The API of OpenFx, row by row, with the embedded gateway and with authentication. */
@Tag("any-jdk")
class OpenfxTests {

    private static final String FUNCTIONS = "/system/functions";
    private static final String ECHO = "{\"Service\":\"echo\",\"Image\":\"builtin/echo\"}";
    private static final String OK = "{\"Msg\":\"OK\"}";
    private static final String ALL = "functions:read functions:write functions:invoke secrets:write";

    @TempDir
    private static Path files;

    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                files.resolve("tokens"),
                "all:%s:%s team\nothers:%s:%s\n"
                        .formatted(TokenTests.sha256("all"), ALL, TokenTests.sha256("others"), ALL));
        bridge = TestBridge.embedded(
                "--bridge.system-api=openfx",
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.security.functions=team-*=team",
                "--bridge.security.origins=https://app.example.org");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void reset() {
        ask("GET", FUNCTIONS, "")
                .json()
                .path("Functions")
                .forEach(function -> ask(
                        "DELETE", "/system/function/" + function.path("Name").stringValue(), ""));
        assertThat(ask("POST", FUNCTIONS, ECHO).status()).isEqualTo(200);
    }

    private static Answer ask(String method, String path, String body) {
        return bridge.send(method, path, body, "Authorization", "Bearer all");
    }

    private static JsonNode function(String name) {
        return ask("GET", "/system/function/" + name, "").json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /system/functions         | {'Service':'new','Image':'builtin/echo'}  | {'Msg':'OK'}",
                "PUT    | /system/functions         | {'Service':'echo','Image':'builtin/env'}  | {'Msg':'OK'}",
                "DELETE | /system/function/echo     | ''                                        | {'Msg':'OK'}",
                "PUT    | /system/scale-function    | {'ServiceName':'echo','Replicas':2}       | {'Msg':'OK'}",
                "PUT    | /system/scale-function    | {'ServiceName':'echo','Replicas':'2'}     | {'Msg':'OK'}",
                "GET    | /healthz                  | ''                                        | {'Msg':'OK'}"
            })
    void answersOk(String method, String path, String body, String expected) {
        Answer answer = ask(method, path, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(expected.replace('\'', '"'));
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void listsAndDescribesFunctionsWithEveryMember() {
        ask("PUT", FUNCTIONS, """
                {"Service":"echo","Image":"builtin/echo","Labels":{"l":"1"},"Annotations":{"a":"x"}}""");
        String expected = "{\"Name\":\"echo\",\"Image\":\"builtin/echo\",\"InvocationCount\":\"0\",\"Replicas\":\"1\","
                + "\"AvailableReplicas\":\"1\",\"Annotations\":{\"a\":\"x\"},\"Labels\":{\"l\":\"1\"}}";
        assertThat(ask("GET", "/system/function/echo", "").body()).isEqualTo(expected);
        assertThat(ask("GET", FUNCTIONS, "").body()).isEqualTo("{\"Functions\":[" + expected + "]}");
        ask("DELETE", "/system/function/echo", "");
        assertThat(ask("GET", FUNCTIONS, "").body()).isEqualTo("{\"Functions\":[]}");
    }

    @Test
    void writesEmptyMembers() {
        assertThat(function("echo").path("Annotations").toString()).isEqualTo("{}");
        assertThat(function("echo").path("Labels").toString()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'MinReplicas':2,'MaxReplicas':3     | 2",
                "'MinReplicas':'2'                   | 2",
                "'MinReplicas':0,'MaxReplicas':0     | 1",
                "'MinReplicas':null,'Labels':null    | 1",
                "'Limits':{},'Requests':{'CPU':''}   | 1",
                "'RegistryAuth':'','Unknown':[1]     | 1",
                "'minreplicas':2                     | 1"
            })
    void readsDefinitionsAsProtobufDoes(String members, String replicas) {
        String body = "{\"Service\":\"new\",\"Image\":\"builtin/echo\"," + members.replace('\'', '"') + "}";
        Answer answer = ask("POST", FUNCTIONS, body);
        assertThat(answer.body()).isEqualTo(OK);
        assertThat(function("new").path("Replicas").stringValue()).isEqualTo(replicas);
    }

    @Test
    void ignoresTheContentTypeAndWhatTheClientAccepts() {
        for (String type : List.of("application/x-www-form-urlencoded", "text/plain", "application/json")) {
            Answer answer = bridge.send(
                    "PUT", FUNCTIONS, ECHO, "Authorization", "Bearer all", "Content-Type", type, "Accept", "text/html");
            assertThat(answer.body()).as(type).isEqualTo(OK);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /system/functions | {                                          | 400 | 3  | The body is not valid JSON",
                "POST   | /system/functions | []                                         | 400 | 3  | The body must be a JSON object.",
                "POST   | /system/functions | null                                       | 400 | 3  | The body must be a JSON object.",
                "POST   | /system/functions | ''                                         | 400 | 3  | The body must be a JSON object.",
                "POST   | /system/functions | {'service':'x','image':'builtin/echo'}     | 400 | 3  | Service must be 1 to 63 of",
                "POST   | /system/functions | {'Service':'No_','Image':'i'}              | 400 | 3  | Service must be 1 to 63 of",
                "POST   | /system/functions | {'Service':'x'}                            | 400 | 3  | Image must be a container image",
                "POST   | /system/functions | {'Service':5}                              | 400 | 3  | Service must be a string",
                "POST   | /system/functions | {'EnvVars':{'A':null}}                     | 400 | 3  | EnvVars/A must be a string",
                "POST   | /system/functions | {'Secrets':'a'}                            | 400 | 3  | Secrets must be an array",
                "POST   | /system/functions | {'Limits':{'Memory':1}}                    | 400 | 3  | Limits/Memory must be a string",
                "POST   | /system/functions | {'MinReplicas':1.5}                        | 400 | 3  | MinReplicas must be a whole number",
                "POST   | /system/functions | {'MinReplicas':99999999999}                | 400 | 3  | MinReplicas must be a whole number",
                "POST   | /system/functions | {'Service':'x','Image':'i','Limits':{'CPU':'z'}}   | 400 | 3  | Limits/CPU must be a Kubernetes quantity",
                "POST   | /system/functions | {'Service':'x','Image':'i','MinReplicas':-1} | 400 | 3 | MinReplicas must be 1 or more",
                "POST   | /system/functions | {'Service':'echo','Image':'builtin/echo'}  | 409 | 6  | echo",
                "PUT    | /system/functions | {'Service':'ghost','Image':'builtin/echo'} | 404 | 5  | ghost",
                "GET    | /system/function/ghost     | ''                                | 404 | 5  | ghost",
                "GET    | /system/function/No_       | ''                                | 400 | 3  | Name must be",
                "DELETE | /system/function/ghost     | ''                                | 404 | 5  | ghost",
                "GET    | /system/function-log/ghost | ''                                | 404 | 5  | ghost",
                "PUT    | /system/scale-function     | {'ServiceName':'ghost'}           | 404 | 5  | ghost",
                "PUT    | /system/scale-function     | {'Replicas':1}                    | 400 | 3  | ServiceName must be",
                "PUT    | /system/scale-function     | {'ServiceName':'echo','Replicas':-1} | 400 | 3 | Replicas must be 0 or more",
                "GET    | /system/secrets            | ''                                | 404 | 5  | No resource has this path.",
                "GET    | /system/function/echo/x    | ''                                | 404 | 5  | No resource has this path.",
                "PATCH  | /system/functions          | ''                                | 405 | 12 | This path does not support the method."
            })
    void answersErrorsAsGrpcGateway(String method, String path, String body, int status, int code, String messageWith) {
        Answer answer = ask(method, path, body.replace('\'', '"'));
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().propertyNames()).containsExactly("code", "message", "details");
        assertThat(answer.json().path("code").intValue()).isEqualTo(code);
        assertThat(answer.json().path("message").stringValue()).contains(messageWith);
        assertThat(answer.json().path("details").toString()).isEqualTo("[]");
    }

    @Test
    void reportsTheFunctionOfAnErrorOnly() {
        assertThat(ask("POST", FUNCTIONS, "{\"Service\":\"x\",\"Image\":\"!\",\"MinReplicas\":-1}")
                        .json()
                        .path("message")
                        .stringValue())
                .matches("Image must .*; MinReplicas must .*");
    }

    @Test
    void scalesToZeroWithoutANumber() {
        ask("PUT", "/system/scale-function", "{\"ServiceName\":\"echo\"}");
        assertThat(function("echo").path("Replicas").stringValue()).isEqualTo("0");
    }

    @Test
    void returnsALogOfEachInstance() {
        String log =
                ask("GET", "/system/function-log/echo", "").json().path("Msg").stringValue();
        assertThat(log).matches("---\nName: echo\nLog:\n.* started: .*\n");
        assertThat(FxMessage.log(
                        new FunctionName("f"), List.of(new LogLine(1, "a"), new LogLine(1, "b"), new LogLine(2, "c"))))
                .isEqualTo(new FxMessage("---\nName: f\nLog:\na\nb\n---\nName: f\nLog:\nc\n"));
    }

    @Test
    void describesItself() {
        assertThat(ask("GET", "/system/info", "").json().path("Msg").stringValue())
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /function/echo,   hi, 200, hi",
        "POST, /function/echo/,  hi, 200, hi",
        "GET,  /function/echo,   '', 200, ''",
        "GET,  /function/echo/,  '', 200, ''",
        "GET,  /function/env?q,  '', 200, HOME",
        "GET,  /api/v1/functions/echo/invocations, '', 405, does not",
        "PUT,  /function/echo,   hi, 405, does not",
        "POST, /function/ghost,  hi, 404, ghost",
        "GET,  /function/ghost,  '', 404, ghost"
    })
    void runsFunctions(String method, String path, String input, int status, String output) {
        ask("POST", FUNCTIONS, "{\"Service\":\"env\",\"Image\":\"builtin/env\",\"EnvVars\":{\"HOME\":\"x\"}}");
        Answer answer = ask(method, path, input);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(output);
        if (input.equals(output)) {
            assertThat(answer.body()).isEqualTo(output);
        }
    }

    @Test
    void servesMetrics() {
        Answer metrics = ask("GET", "/metrics", "");
        assertThat(metrics.header("Content-Type")).startsWith("text/plain");
        assertThat(metrics.body()).contains("http_server_requests_seconds_count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/swagger.json"})
    void isOpen(String path) {
        assertThat(bridge.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /system/functions          | ''",
                "POST   | /system/functions          | {'Service':'team-a','Image':'builtin/echo'}",
                "PUT    | /system/functions          | {'Service':'team-a','Image':'builtin/echo'}",
                "GET    | /system/function/team-a    | ''",
                "DELETE | /system/function/team-a    | ''",
                "GET    | /system/function-log/team-a | ''",
                "PUT    | /system/scale-function     | {'ServiceName':'team-a'}",
                "GET    | /metrics                   | ''"
            })
    void isClosedWithoutTheAuthority(String method, String path, String body) {
        ask("POST", FUNCTIONS, "{\"Service\":\"team-a\",\"Image\":\"builtin/echo\"}");
        String json = body.replace('\'', '"');
        Answer stranger = bridge.send(method, path, json);
        assertThat(stranger.status()).isEqualTo(401);
        Answer others = bridge.send(method, path, json, "Authorization", "Bearer others");
        if (path.equals(FUNCTIONS) && method.equals("GET")) {
            assertThat(others.body()).contains("\"echo\"").doesNotContain("team-a");
        } else {
            assertThat(others.status()).as(others.body()).isEqualTo(403);
        }
        if (path.startsWith("/system/")) {
            assertThat(stranger.body())
                    .isEqualTo("{\"code\":16,\"message\":\"Authentication required.\",\"details\":[]}");
        }
    }

    @Test
    void letsPagesOfNamedOriginsAsk() {
        Answer answer =
                bridge.send("GET", FUNCTIONS, "", "Authorization", "Bearer all", "Origin", "https://app.example.org");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://app.example.org");
        assertThat(bridge.send("GET", "/healthz", "", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void documentsExactlyItsRoutes() {
        JsonNode document = bridge.get("/swagger.json").json();
        Set<String> documented = new TreeSet<>();
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> documented.add(method + " " + path.getKey())));
        Set<String> mapped = new TreeSet<>(Set.of("get /function/{name}", "post /function/{name}"));
        bridge.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((route, handler) -> {
                    if (handler.getBeanType().getPackage().equals(OpenfxController.class.getPackage())) {
                        String method = route.getMethodsCondition()
                                .getMethods()
                                .iterator()
                                .next()
                                .name();
                        mapped.add(method.toLowerCase(Locale.ROOT) + " "
                                + route.getPatternValues().iterator().next());
                    }
                });
        assertThat(documented).isEqualTo(mapped);
        assertThat(bridge.get("/v3/api-docs").body()).doesNotContain("\"/system/", "\"/metrics\"", "\"/healthz\"");
        assertThat(document.path("basePath").stringValue()).isEqualTo("/");
        assertThat(document.path("info").path("version").stringValue()).isNotEmpty();
    }

    @Test
    void documentsExactlyTheMembersThatItReadsAndWrites() {
        JsonNode schemas = bridge.get("/swagger.json").json().path("definitions");
        assertThat(function("echo").propertyNames())
                .containsExactlyElementsOf(
                        schemas.path("Function").path("properties").propertyNames());
        assertMembers(FxDefinition.class, schemas.path("CreateFunctionRequest"));
        assertMembers(FxDefinition.FxResources.class, schemas.path("FunctionResources"));
        assertMembers(FxScale.class, schemas.path("ScaleServiceRequest"));
        schemas.path("CreateFunctionRequest")
                .path("properties")
                .propertyNames()
                .forEach(name -> assertThat(ask("POST", FUNCTIONS, "{\"" + name + "\":true}")
                                .json()
                                .path("message")
                                .stringValue())
                        .startsWith(name + " must be "));
    }

    private static void assertMembers(Class<? extends Record> type, JsonNode schema) {
        assertThat(schema.path("properties").propertyNames()).hasSize(type.getRecordComponents().length);
    }
}
