package io.dcf.bridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.Http2Connection;
import io.dcf.bridge.TestCertificates;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.web.server.Ssl;

class DisconnectDetectorTests {

    private static final Duration DETECTION_TIMEOUT = Duration.ofSeconds(2);

    private final TestServer server = new TestServer(factory -> {});

    @AfterEach
    void close() {
        server.close();
    }

    enum Disconnect {
        CLOSE {
            @Override
            void disconnect(Socket socket) throws IOException {
                socket.close();
            }
        },
        RESET {
            @Override
            void disconnect(Socket socket) throws IOException {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        },
        HALF_CLOSE {
            @Override
            void disconnect(Socket socket) throws IOException {
                socket.shutdownOutput();
            }
        };

        abstract void disconnect(Socket socket) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void detectsADisconnect(Disconnect how) throws Exception {
        try (Socket socket = server.connect();
                Socket other = server.connect()) {
            socket.getOutputStream().write(Http1.post("/disconnects", "body"));
            other.getOutputStream().write(Http1.post("/stays", "body"));
            server.awaitWaiting("/disconnects");
            server.awaitWaiting("/stays");
            Thread.sleep(1500);
            assertThat(server.disconnected).isEmpty();
            how.disconnect(socket);
            await().atMost(DETECTION_TIMEOUT).until(() -> server.disconnected.contains("/disconnects"));
            server.end("/stays");
            assertThat(Http1.answer(other.getInputStream())).contains("/stays");
            assertThat(server.disconnected).containsExactly("/disconnects");
        }
    }

    @ParameterizedTest
    @EnumSource
    void detectsADisconnectBehindTls(Disconnect how, @TempDir Path files) throws Exception {
        var authority = new TestCertificates();
        TestCertificates.write(files, authority.sign("localhost"));
        Ssl ssl = new Ssl();
        ssl.setCertificate(files.resolve("tls.crt").toString());
        ssl.setCertificatePrivateKey(files.resolve("tls.key").toString());
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.authority().certificate())
                .build();
        try (TestServer secure = new TestServer(factory -> factory.setSsl(ssl));
                Socket plain = secure.connect();
                Socket socket = trust.sslSocketFactory().createSocket(plain, "localhost", secure.port(), false)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(Http1.post("/before" + i + "?millis=500", "body"));
                assertThat(Http1.answer(socket.getInputStream())).endsWith("\nbody");
            }
            socket.getOutputStream().write(Http1.post("/disconnects", "body"));
            secure.awaitWaiting("/disconnects");
            Thread.sleep(1500);
            assertThat(secure.disconnected).isEmpty();
            how.disconnect(how == Disconnect.HALF_CLOSE ? socket : plain);
            await().atMost(DETECTION_TIMEOUT).until(() -> secure.disconnected.contains("/disconnects"));
            plain.close(); // else the socket's close waits for the server to answer it
        }
    }

    @Test
    void detectsAResetStreamAndKeepsTheOthers() throws Exception {
        for (int round = 0; round < 30; round++) {
            String disconnects = "/disconnects" + round;
            String stays = "/stays" + round;
            try (var connection = new Http2Connection(server.connect())) {
                connection.get(1, disconnects);
                connection.get(3, stays);
                server.awaitWaiting(disconnects);
                connection.reset(1);
                await().atMost(DETECTION_TIMEOUT).until(() -> server.disconnected.contains(disconnects));
                server.end(stays);
                assertThat(connection.body(3)).startsWith(stays + " ");
                assertThat(server.disconnected).hasSize(round + 1);
            }
        }
    }

    @Test
    void detectsThatAConnectionOfStreamsIsClosed() throws Exception {
        var connection = new Http2Connection(server.connect());
        connection.get(1, "/one");
        connection.get(3, "/other");
        server.awaitWaiting("/one");
        server.awaitWaiting("/other");
        connection.close();
        await().atMost(DETECTION_TIMEOUT).until(() -> server.disconnected.size() == 2);
    }

    @Test
    void doesNotChangeTheNextRequests() throws Exception {
        Random random = new Random(1);
        try (TestServer eager = new TestServer(Duration.ofNanos(100_000), factory -> {});
                Socket socket = eager.connect()) {
            for (int round = 0; round < 300; round++) {
                String body = "0123456789abcdef".repeat(random.nextInt(round % 10 == 0 ? 3000 : 20));
                byte[] two = concat(
                        Http1.post("/a" + round + "?millis=" + random.nextInt(15), body),
                        Http1.post("/b" + round + "?millis=" + random.nextInt(15), body + "!"));
                int cut = random.nextInt(two.length);
                socket.getOutputStream().write(two, 0, cut);
                Thread.sleep(random.nextInt(4));
                socket.getOutputStream().write(two, cut, two.length - cut);
                assertThat(Http1.body(Http1.answer(socket.getInputStream())))
                        .isEqualTo("/a" + round + " 1024 " + body.length() + "\n" + body);
                assertThat(Http1.body(Http1.answer(socket.getInputStream())))
                        .isEqualTo("/b" + round + " 1024 " + (body.length() + 1) + "\n" + body + "!");
            }
            assertThat(eager.disconnected).isEmpty();
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
