package io.dcf.bridge.stream;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestSocket;
import io.dcf.bridge.TestSocket.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets, streams and followed logs end when their credentials are removed or allow less. */
class RevokedCredentialsTests {

    @TempDir
    private static Path files;

    private static TestGateway gateway;
    private static TestBridge bridge;
    private BlockingQueue<Upstream> opened;

    @BeforeAll
    static void start() throws IOException {
        for (String token : List.of("stays", "of-socket", "of-weaker", "of-stream", "of-log", "of-events")) {
            Files.writeString(
                    tokens(), token + ":" + sha256(token) + ":functions:read functions:invoke\n", CREATE, APPEND);
        }
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + tokens(),
                "--bridge.stream.log-interval=5m");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void keepStreams() {
        gateway.reset();
        gateway.on("GetLog", TestGateway.Answer.msg("a line\n"));
        opened = Upstream.of(gateway, true);
    }

    private static Path tokens() {
        return files.resolve("tokens");
    }

    /** Changes the line of a token. */
    private static void change(String token, UnaryOperator<String> change) throws IOException {
        Files.write(
                tokens(),
                Files.readAllLines(tokens()).stream()
                        .map(line -> line.startsWith(token + ":") ? change.apply(line) : line)
                        .toList());
    }

    private static void remove(String token) throws IOException {
        change(token, line -> "");
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endAWebSocket() throws Exception {
        try (TestSocket stays = TestSocket.open(bridge.port(), "f", "Authorization", "Bearer stays")) {
            Upstream other = Upstream.next(opened);
            try (TestSocket socket = TestSocket.open(bridge.port(), "f", "Authorization", "Bearer of-socket")) {
                Upstream stream = Upstream.next(opened);
                remove("of-socket");
                Frame close = socket.message();
                assertThat(close.code()).isEqualTo(4401);
                assertThat(close.reason().path("status").asInt()).isEqualTo(401);
                stream.cancelled.get(20, TimeUnit.SECONDS);
            }
            stays.text("still");
            assertThat(other.text()).isEqualTo("still");
        }
    }

    @Test
    void endAWebSocketWhoseClientMayNoLongerInvoke() throws Exception {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f", "Authorization", "Bearer of-weaker")) {
            Upstream stream = Upstream.next(opened);
            change("of-weaker", line -> line.replace(" functions:invoke", ""));
            Frame close = socket.message();
            assertThat(close.code()).isEqualTo(4403);
            assertThat(close.reason().path("detail").stringValue()).contains("functions:invoke");
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void endAStreamWhoseOutputsNeverPause() throws Exception {
        try (TestRequest request = TestRequest.open(
                bridge.port(),
                "f",
                "Authorization",
                "Bearer of-stream",
                "Content-Type",
                "application/x-ndjson",
                "Accept",
                "application/x-ndjson")) {
            Upstream stream = Upstream.next(opened);
            stream.send("out");
            assertThat(request.head().status()).isEqualTo(200);
            remove("of-stream");
            var line = request.bodyJson();
            while (line.has("text")) {
                stream.send("out");
                line = request.bodyJson();
            }
            assertThat(line.path("problem").path("status").asInt()).isEqualTo(401);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void endAFollowedLog() throws IOException {
        try (TestRequest request = TestRequest.get(
                bridge.port(),
                "/api/v1/functions/f/logs",
                "Authorization",
                "Bearer of-log",
                "Accept",
                "text/event-stream")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.event().name()).isEqualTo("line");
            remove("of-log");
            TestRequest.Event last = request.event();
            assertThat(last.name()).isEqualTo("problem");
            assertThat(last.json().path("status").asInt()).isEqualTo(401);
        }
    }

    @Test
    void endFollowedFunctions() throws IOException {
        try (TestRequest request =
                TestRequest.get(bridge.port(), "/api/v1/events", "Authorization", "Bearer of-events")) {
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.event().name()).isEqualTo("functions");
            remove("of-events");
            TestRequest.Event last = request.event();
            assertThat(last.name()).isEqualTo("problem");
            assertThat(last.json().path("status").asInt()).isEqualTo(401);
        }
    }
}
