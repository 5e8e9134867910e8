package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tells browsers how little to do with an answer. */
class SecurityHeadersTests {

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--management.server.port=0", "--management.server.address=127.0.0.1");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/functions",
                "GET /nowhere",
                "PATCH /api/v1/functions",
                "POST /function/f",
                "POST /function/Not-A-Name",
                "POST /api/v1/functions/f/stream",
                "GET /livez",
                "GET /%",
                "GET /a%2fb",
                "GET /api;x",
                "GET /v3/api-docs"
            })
    void areOnEveryAnswer(String request) {
        String head = RawRequest.head(bridge.port(), request + " HTTP/1.1", "Content-Length: 0");
        assertThat(head)
                .containsOnlyOnce("X-Content-Type-Options: nosniff\n")
                .contains(
                        "X-Frame-Options: DENY\n",
                        "Referrer-Policy: no-referrer\n",
                        "Cross-Origin-Resource-Policy: same-origin\n",
                        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\n",
                        "Cache-Control: no-")
                .doesNotContain("Strict-Transport-Security");
    }

    @Test
    void areOnTheManagementPort() {
        int port = Integer.parseInt(String.valueOf(bridge.setting("local.management.port")));
        assertThat(RawRequest.head(port, "GET /actuator/prometheus HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .containsOnlyOnce("X-Content-Type-Options: nosniff\n")
                .contains("Cache-Control: no-store\n");
    }

    @Test
    void areBesideAProblemWhereTomcatRefusesOnThatPort() {
        int port = Integer.parseInt(String.valueOf(bridge.setting("local.management.port")));
        assertThat(RawRequest.head(port, "GET /% HTTP/1.1", "X-Request-Id: mine"))
                .startsWith("HTTP/1.1 400")
                .contains(
                        "Content-Type: application/problem+json\n",
                        "X-Request-Id: mine\n",
                        "Cache-Control: no-store\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/health, 405, 'GET,HEAD,OPTIONS'",
        "/actuator/loggers/io.dcf, 405, 'GET,HEAD,OPTIONS,POST'",
        "/nowhere, 404, ''"
    })
    void areBesideAProblemWhereThatPortRefusesTrace(String path, int status, String allow) {
        int port = Integer.parseInt(String.valueOf(bridge.setting("local.management.port")));
        String head = RawRequest.head(port, "TRACE " + path + " HTTP/1.1", "X-Secret: s3cret");
        assertThat(head)
                .startsWith("HTTP/1.1 " + status)
                .contains("Content-Type: application/problem+json\n", "Cache-Control: no-store\n")
                .doesNotContain("s3cret", "Accept-Patch");
        assertThat(head.lines()
                        .filter(line -> line.startsWith("Allow: "))
                        .flatMap(line ->
                                Stream.of(line.substring("Allow: ".length()).split(","))))
                .containsExactlyInAnyOrder(allow.isEmpty() ? new String[0] : allow.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/swagger-ui/index.html", "/swagger-ui/swagger-initializer.js", "/console/"})
    void allowOnlyThePagesOwnScripts(String path) {
        assertThat(RawRequest.head(bridge.port(), "GET " + path + " HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .contains("script-src 'self';", "frame-ancestors 'none'", "Cross-Origin-Opener-Policy: same-origin\n");
    }
}
