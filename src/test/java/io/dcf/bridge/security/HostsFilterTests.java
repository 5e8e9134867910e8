package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Host headers that mode none accepts, since a page can make its own name resolve to this machine. */
class HostsFilterTests {

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway, "--bridge.security.hosts=Bridge.example.org,*.apps.example.org", "--management.server.port=0");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "localhost., 200",
        "a.localhost, 200",
        "127.0.0.1:8080, 200",
        "192.0.2.1, 200",
        "[::1]:8080, 200",
        "[::1], 200",
        "bridge.example.org, 200",
        "bridge.EXAMPLE.org.:443, 200",
        "x.apps.example.org, 200",
        "evil.example, 421",
        "evil.example:8080, 421",
        "apps.example.org, 421",
        "localhost.evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "evil-bridge.example.org, 421",
        "bridge, 421"
    })
    void acceptsLocalAndAllowedHosts(String host, int status) {
        for (String request : List.of("GET /api/v1/functions", "POST /function/f", "GET /console/")) {
            assertThat(RawRequest.status(
                            bridge.port(), request + " HTTP/1.1", "Host: " + host, "X-Forwarded-Host: localhost"))
                    .isEqualTo(status);
        }
        int management = Integer.parseInt(String.valueOf(bridge.setting("local.management.port")));
        assertThat(RawRequest.status(management, "GET /actuator/prometheus HTTP/1.1", "Host: " + host))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "evil.example, 421"})
    void checksTheAuthorityOfHttp2Too(String host, int status) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + bridge.port() + "/api/v1/functions")
                .header("Host", host)
                .build();
        try (Response answer = client.newCall(request).execute()) {
            assertThat(answer.code()).isEqualTo(status);
            if (status == 421) {
                assertThat(answer.body().string()).contains("bridge.security.hosts", "Misdirected Request");
            }
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @Test
    void acceptsAnyHostWithAuthentication(@TempDir Path files) throws IOException {
        Files.writeString(files.resolve("tokens"), "r:" + TokenTests.sha256("r") + ":functions:read");
        try (TestBridge closed = TestBridge.before(
                gateway,
                "--bridge.security.hosts=",
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"))) {
            assertThat(RawRequest.status(
                            closed.port(),
                            "GET /api/v1/functions HTTP/1.1",
                            "Host: evil.example",
                            "Authorization: Bearer r"))
                    .isEqualTo(200);
        }
    }
}
