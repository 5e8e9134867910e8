package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that ask more of their callers, by their names. */
class FunctionAccessTests {

    @TempDir
    private static Path files;

    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        String all = ":functions:read functions:write functions:invoke ";
        Files.writeString(
                files.resolve("tokens"),
                "any:" + TokenTests.sha256("any") + all + "\na:" + TokenTests.sha256("a") + all + "team-a\nall:"
                        + TokenTests.sha256("all") + all + "team-a team-x\n");
        bridge = TestBridge.embedded(
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.security.functions=team-a-*=team-a,team-?=team-x",
                "--bridge.gateway.invoke-deadline=2s",
                "--bridge.gateway.breaker.calls=2");
        for (String name : List.of("team-a-echo", "echo")) {
            assertThat(deploy(name, "a").status()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static Answer ask(String method, String path, String body, String token) {
        return bridge.send(method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private static Answer deploy(String name, String token) {
        return ask("POST", "/api/v1/functions", "{\"service\":\"" + name + "\",\"image\":\"builtin/echo\"}", token);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/functions/team-a-echo, a, 200",
        "GET, /api/v1/functions/team-a-echo, any, 403",
        "GET, /api/v1/functions/team%2Da-echo, any, 403",
        "GET, /api/v1/functions/team-a-ghost, any, 403",
        "GET, /api/v1/functions/team-a-ghost, a, 404",
        "POST, /function/team-a-echo, a, 200",
        "POST, /function/team-a-echo, any, 403",
        "POST, /function/%74eam-a-echo, any, 403",
        "POST, /api/v1/functions/team-a-echo/invocations, any, 403",
        "POST, /api/v1/functions/team-a-echo/stream, any, 403",
        "GET, /api/v1/functions/team-a-echo/stream, any, 403",
        "GET, /api/v1/functions/team-a-echo/logs, any, 403",
        "DELETE, /api/v1/functions/team-a-echo, any, 403",
        "GET, /api/v1/functions/echo, any, 200",
        "GET, /api/v1/functions/team-x, a, 403",
        "POST, /function/team-a-echo.openfaas-fn, a, 200",
        "POST, /function/team-a-echo.openfaas-fn, any, 403",
        "POST, /function/team-a-ech%6F.openfaas-fn, any, 403",
        "POST, /async-function/team-a-echo.openfaas-fn, a, 202",
        "POST, /async-function/team-a-echo.openfaas-fn/x, any, 403",
        "GET, /system/function/team-a-echo, any, 403",
        "GET, /system/function/team-a-echo.openfaas-fn, a, 200",
        "GET, /system/function/team-a-echo.openfaas-fn, any, 403",
        "GET, /system/function/echo.openfaas-fn, any, 200",
        "POST, /system/scale-function/team-a-echo.openfaas-fn, any, 403",
        "GET, /system/logs?name=team-a-echo, a, 200",
        "GET, /system/logs?name=team-a-echo, any, 403"
    })
    void areClosedToWhoLacksTheirAuthority(String method, String path, String token, int status) {
        Answer answer = ask(method, path, "", token);
        assertThat(answer.status()).isEqualTo(status);
        if (status == 403) {
            assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope", "scope=\"team-");
        }
    }

    @Test
    void cannotBeDeployedEither() {
        Answer answer = deploy("team-a-new", "any");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("scope=\"team-a\"");
        assertThat(answer.json().path("detail").stringValue()).contains("team-a-new");
        assertThat(ask("GET", "/api/v1/functions", "", "a").body()).doesNotContain("team-a-new");
    }

    @Test
    void areFollowedByWhoMayReadThem() throws IOException {
        assertThat(followed("a")).contains("\"echo\"", "\"team-a-echo\"");
        assertThat(followed("any")).contains("\"echo\"").doesNotContain("team-a");
        assertThat(ask("GET", "/api/v1/functions/team-a-echo/metrics", "", "any")
                        .status())
                .isEqualTo(403);
        assertThat(ask("GET", "/api/v1/functions/team-a-echo/metrics", "", "a").status())
                .isEqualTo(200);
    }

    private static String followed(String token) throws IOException {
        try (TestRequest request =
                TestRequest.get(bridge.port(), "/api/v1/events", "Authorization", "Bearer " + token)) {
            assertThat(request.head().status()).isEqualTo(200);
            return request.event().data();
        }
    }

    @Test
    void hideTheirCircuitBreakersToo() {
        String slow = "{\"service\":\"team-a-slow\",\"image\":\"builtin/sleep\",\"envVars\":{\"DELAY\":\"60s\"}}";
        assertThat(ask("POST", "/api/v1/functions", slow, "a").status()).isEqualTo(201);
        assertThat(ask("POST", "/function/team-a-slow", "x", "a").status()).isEqualTo(504);
        assertThat(ask("GET", "/api/v1/info", "", "a").body()).contains("\"function\":\"team-a-slow\"");
        assertThat(ask("GET", "/api/v1/info", "", "any").json().path("breakers").size())
                .isEqualTo(1);
        assertThat(ask("DELETE", "/api/v1/functions/team-a-slow", "", "a").status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /healthz, 200",
        "GET, /system/info, 401",
        "GET, /system/functions, 401",
        "POST, /system/functions, 401",
        "GET, /system/function/echo, 401",
        "POST, /system/scale-function/echo, 401",
        "GET, /system/namespaces, 401",
        "DELETE, /system/namespace/x, 401",
        "GET, /system/secrets, 401",
        "GET, /system/logs?name=echo, 401",
        "POST, /system/alert, 401",
        "POST, /function/echo.openfaas-fn, 401",
        "POST, /async-function/echo, 401"
    })
    void requireALoginOfOpenfaasClients(String method, String path, int status) {
        assertThat(bridge.send(method, path, "").status()).isEqualTo(status);
        assertThat(bridge.send(method, path, "", "Authorization", "Bearer ").status())
                .isEqualTo(status);
    }

    @Test
    void requireTheAuthorityForSecretsOfOpenfaasClients() {
        assertThat(ask("GET", "/system/secrets", "", "any").status()).isEqualTo(403);
    }

    /** Requests of OpenFaaS's clients, which name the function in the body. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /system/functions | {'service':'team-a-new','image':'builtin/echo'}",
                "PUT    | /system/functions | {'service':'team-a-echo','image':'builtin/echo'}",
                "DELETE | /system/functions | {'functionName':'team-a-echo'}",
                "POST   | /system/alert     | {'alerts':[{'labels':{'function_name':'team-a-echo.openfaas-fn'}}]}"
            })
    void areClosedInBodiesToo(String method, String path, String body) {
        Answer answer = ask(method, path, body.replace('\'', '"'), "any");
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).contains("scope=\"team-a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/functions", "/system/functions"})
    void areNotListedForWhoMayNotKnowOfThem(String path) {
        assertThat(ask("GET", path, "", "a").body()).contains("team-a-echo");
        assertThat(ask("GET", path, "", "any").body()).contains("\"echo\"").doesNotContain("team-a-echo");
    }

    @Test
    void areNamedInMetricsForThoseAloneWhoMayKnowOfAll() {
        assertThat(ask("POST", "/function/team-a-echo", "x", "a").status()).isEqualTo(200);
        assertThat(ask("GET", "/actuator/prometheus", "", "all").body()).contains("function=\"team-a-echo\"");
        for (String token : List.of("any", "a")) {
            Answer answer = ask("GET", "/actuator/prometheus", "", token);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).doesNotContain("team-a-echo");
        }
    }

    @Test
    void takeATokenOfAPageWithAWebSocket() {
        String said =
                Base64.getUrlEncoder().withoutPadding().encodeToString("Bearer a".getBytes(StandardCharsets.UTF_8));
        String[] upgrade = {
            "GET /api/v1/functions/team-a-echo/stream HTTP/1.1",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: problem+json, authorization."
        };
        upgrade[4] += said + "\r\nConnection: Upgrade";
        String head = RawRequest.head(bridge.port(), upgrade);
        assertThat(head)
                .startsWith("HTTP/1.1 101")
                .contains("Sec-WebSocket-Protocol: problem+json\n")
                .doesNotContain(said);
        upgrade[4] = "Sec-WebSocket-Protocol: problem+json\r\nConnection: Upgrade";
        assertThat(RawRequest.status(bridge.port(), upgrade)).isEqualTo(401);
    }

    @Test
    void refuseAWebSocketBeforeItIsOpen() {
        for (String[] each : new String[][] {{"any", "team-a-echo", "403"}, {"a", "team-a-none", "404"}}) {
            String[] upgrade = {
                "GET /api/v1/functions/" + each[1] + "/stream HTTP/1.1",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Authorization: Bearer " + each[0]
            };
            assertThat(RawRequest.head(bridge.port(), upgrade))
                    .startsWith("HTTP/1.1 " + each[2])
                    .contains("Content-Type: application/problem+json");
        }
    }
}
