package io.dcf.bridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.Http2Connection;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestCertificates;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.Ssl;

class HttpProtocolTests {

    private static final String LONG = "0123456789abcdef".repeat(65536);

    @Test
    void keepsAStreamThatWaits() throws Exception {
        try (TestServer server = new TestServer(TestServer::withShortTimeouts);
                var connection = new Http2Connection(server.connect())) {
            connection.get(1, "/quiet?millis=2000");
            for (int stream = 3; stream < 100; stream += 2) {
                connection.get(stream, "/quiet" + stream);
                server.awaitWaiting("/quiet" + stream); // more than may execute at a time wait at once
            }
            assertThat(connection.body(1)).startsWith("/quiet 1024 0");
            assertThat(server.disconnected).isEmpty();
        }
    }

    @Test
    void keepsARequestThatWaits() throws Exception {
        try (TestServer server = new TestServer(TestServer::withShortTimeouts);
                Socket socket = server.connect()) {
            socket.getOutputStream().write(Http1.post("/quiet?millis=2000", ""));
            assertThat(Http1.answer(socket.getInputStream())).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void negotiatesHttp2InTls(@TempDir Path files) throws Exception {
        var authority = new TestCertificates();
        TestCertificates.write(files, authority.sign("localhost"));
        Ssl ssl = new Ssl();
        ssl.setCertificate(files.resolve("tls.crt").toString());
        ssl.setCertificatePrivateKey(files.resolve("tls.key").toString());
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.authority().certificate())
                .build();
        HttpClient client =
                HttpClient.newBuilder().sslContext(trust.sslContext()).build();
        try (TestServer server = new TestServer(factory -> factory.setSsl(ssl))) {
            var answer = post(client, "https://localhost:" + server.port() + "/long?millis=10");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).endsWith("\n" + LONG);
        }
    }

    /** The JDK's client offers an upgrade with its first request. Tomcat would refuse its body. */
    @Test
    void staysWithHttp1IfAnUpgradeIsOffered() throws Exception {
        try (TestServer server = new TestServer(factory -> {})) {
            var answer = post(HttpClient.newHttpClient(), "http://127.0.0.1:" + server.port() + "/long?millis=10");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).endsWith("\n" + LONG);
        }
    }

    private static HttpResponse<String> post(HttpClient client, String url) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(BodyPublishers.ofString(LONG))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void releasesThePermitsOfAResetStream() throws Exception {
        try (TestBridge bridge = TestBridge.embedded();
                var connection = new Http2Connection(new Socket("127.0.0.1", bridge.port()))) {
            for (int stream = 1; stream < 20; stream += 2) {
                connection.post(stream, "/function/f");
            }
            await().until(() -> metrics(bridge).contains("bridge_limits_used{limit=\"requests\"} 10.0"));
            for (int stream = 1; stream < 20; stream += 2) {
                connection.reset(stream);
            }
            await().until(() -> metrics(bridge).contains("bridge_limits_used{limit=\"requests\"} 0.0"));
            assertThat(metrics(bridge)).contains("bridge_limits_used{limit=\"memory\"} 0.0");
        }
    }

    @Test
    void countsAStreamResetWithinAnInputAs499() throws Exception {
        try (TestBridge bridge = TestBridge.embedded();
                var connection = new Http2Connection(new Socket("127.0.0.1", bridge.port()))) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            for (int stream = 1; stream < 20; stream += 2) {
                connection.headers(
                        stream,
                        false,
                        ":method",
                        "POST",
                        ":scheme",
                        "http",
                        ":authority",
                        "x",
                        ":path",
                        "/api/v1/functions/echo/stream",
                        "content-type",
                        "application/x-ndjson");
                connection.data(stream, false, "{\"n\":");
                connection.ping();
                connection.awaitPing();
                connection.reset(stream);
            }
            await().until(() -> bridge.waiting() == 0 && metrics(bridge).contains("status=\"499\""));
            assertThat(metrics(bridge)).doesNotContain("status=\"400\"", "status=\"500\"");
        }
    }

    private static String metrics(TestBridge bridge) {
        return bridge.get("/actuator/prometheus").body();
    }

    @Test
    void servesTheApiNextToASeparateActuatorPort() throws Exception {
        try (TestBridge bridge = TestBridge.embedded("--management.server.port=0");
                var connection = new Http2Connection(new Socket("127.0.0.1", bridge.port()))) {
            HttpRequest health = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + bridge.setting("local.management.port") + "/actuator/health"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(health, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            connection.get(1, "/api/v1/functions");
            assertThat(connection.body(1)).contains("\"functions\"");
        }
    }
}
