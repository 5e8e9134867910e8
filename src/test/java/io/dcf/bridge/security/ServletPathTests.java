package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The rules hold where settings, or a proxy, put something before the paths of the routes. */
@ExtendWith(OutputCaptureExtension.class)
class ServletPathTests {

    private static final String BASE = "/context/servlet";

    @TempDir
    private static Path files;

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(files.resolve("tokens"), """
                reader:%s:functions:read
                invoker:%s:functions:invoke
                all:%s:functions:read functions:write functions:invoke team-a
                """.formatted(
                        TokenTests.sha256("reads"), TokenTests.sha256("invokes"), TokenTests.sha256("all")));
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--server.servlet.context-path=/context",
                "--spring.mvc.servlet.path=/servlet",
                "--bridge.proxies.trusted=127.0.0.1",
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.security.functions=team-a-*=team-a");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    private static Answer ask(String method, String path, String token, String... headers) {
        String[] all = Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(headers))
                .toArray(String[]::new);
        return bridge.send(method, BASE + path, "", all);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/functions, reads, 200",
        "GET, /api/v1/functions, invokes, 403",
        "GET, /api/v1/functions/f, invokes, 403",
        "DELETE, /api/v1/functions/f, invokes, 403",
        "DELETE, /api/v1/functions/f, reads, 403",
        "DELETE, /api/v1/functions/f, all, 204",
        "GET, /api/v1/functions/f/logs, invokes, 403",
        "POST, /function/f, reads, 403",
        "POST, /function/f, invokes, 200",
        "POST, /function/%66, reads, 403",
        "POST, /function/%66, invokes, 200",
        "POST, /function/team-a-f, invokes, 403",
        "POST, /function/team-a-f, all, 200",
        "POST, /api/v1/functions/f/invocations, reads, 403",
        "POST, /api/v1/functions/f/invocations, invokes, 200",
        "GET, /function/f, reads, 403",
        "GET, /function/f/x, reads, 403",
        "GET, /function/%66/x/livez, reads, 403",
        "GET, /function/team-a-f/x, invokes, 403",
        "PUT, /function/team-a-f, invokes, 403",
        "OPTIONS, /function/team-a-f/x, invokes, 403",
        "GET, /function/f, invokes, 405",
        "GET, /function/f/x, invokes, 404",
        "DELETE, /api/v1/functions/f/invocations, reads, 403",
        "DELETE, /api/v1/functions/team-a-f/invocations/x, invokes, 403",
        "GET, /api/v1/functions/f/invocations/x, invokes, 404",
        "POST, /api/v1/functions/f/stream, reads, 403",
        "GET, /api/v1/functions/team-a-f, reads, 403",
        "GET, /actuator/prometheus, invokes, 403",
        "GET, /actuator/loggers, reads, 200",
        "POST, /actuator/loggers/ROOT, reads, 403",
        "GET, /nowhere, reads, 404",
        "PATCH, /api/v1/functions, reads, 405"
    })
    void areLeftOutForTheRules(String method, String path, String token, int status) {
        assertThat(ask(method, path, token).status()).isEqualTo(status);
        assertThat(ask(method, path, token, "X-Forwarded-Prefix", "/api/v1").status())
                .isEqualTo(status);
        assertThat(ask(method, path, token, "X-Forwarded-Prefix", "/livez").status())
                .isEqualTo(status);
    }

    @Test
    void areLeftOutForWebSockets() {
        for (String[] each :
                new String[][] {{"reads", "f", "403"}, {"invokes", "team-a-f", "403"}, {"all", "f", "101"}}) {
            String head = RawRequest.head(
                    bridge.port(),
                    "GET " + BASE + "/api/v1/functions/" + each[1] + "/stream HTTP/1.1",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Authorization: Bearer " + each[0]);
            assertThat(head).startsWith("HTTP/1.1 " + each[2]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/functions", "/function/f", "/servlet/api/v1/functions", "/context/function/f"})
    void areNotOptional(String path) {
        assertThat(bridge.send("POST", path, "", "Authorization", "Bearer all").status())
                .isEqualTo(404);
        assertThat(gateway.methods()).doesNotContain("Deploy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/actuator/health", "/console/", "/v3/api-docs"})
    void areLeftOutOfWhatEverybodyMaySee(String path) {
        assertThat(bridge.get(BASE + path).status()).isEqualTo(200);
    }

    @Test
    void areInTheTypesOfProblems() {
        String type = ask("GET", "/nowhere", "reads").json().path("type").asString();
        assertThat(type).isEqualTo(BASE + "/problems/unknown-path");
        assertThat(bridge.get(type).body()).contains("<h1>No resource has this path</h1>");
        assertThat(ask("GET", "/nowhere", "reads", "X-Forwarded-Prefix", "/outer")
                        .json()
                        .path("type")
                        .asString())
                .isEqualTo("/outer/servlet/problems/unknown-path");
    }

    @Test
    void areLeftOutOfWhatDependsOnAPath(CapturedOutput output) {
        assertThat(bridge.get(BASE + "/console/").header("Content-Security-Policy"))
                .contains("script-src 'self'");
        Answer probe = bridge.get(BASE + "/livez");
        assertThat(probe.header("RateLimit")).isEmpty();
        assertThat(ask("POST", "/function/f", "all").header("X-Duration-Seconds"))
                .isNotEmpty();
        assertThat(output.getAll()).doesNotContain("GET " + BASE + "/livez");
        assertThat(bridge.send(
                                "POST",
                                BASE + "/api/v1/functions",
                                "{\"service\":\"f\",\"image\":\"i\"}",
                                "Authorization",
                                "Bearer all",
                                "Content-Type",
                                "application/json")
                        .header("Location"))
                .isEqualTo(BASE + "/api/v1/functions/f");
    }
}
