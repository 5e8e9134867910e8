package io.dcf.bridge.connector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class CallersTests {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final TestServer server = new TestServer(new Callers(), factory -> {});

    @AfterEach
    void close() {
        server.close();
    }

    enum Leaving {
        CLOSE {
            @Override
            void leave(Socket socket) throws IOException {
                socket.close();
            }
        },
        RESET {
            @Override
            void leave(Socket socket) throws IOException {
                socket.setSoLinger(true, 0);
                socket.close();
            }
        },
        HALF_CLOSE {
            @Override
            void leave(Socket socket) throws IOException {
                socket.shutdownOutput();
            }
        };

        abstract void leave(Socket socket) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void noticesACallerWhoLeaves(Leaving how) throws Exception {
        try (Socket socket = server.connect();
                Socket other = server.connect()) {
            socket.getOutputStream().write(Http1.post("/leaves", "body"));
            other.getOutputStream().write(Http1.post("/stays", "body"));
            server.waiting("/leaves");
            server.waiting("/stays");
            Thread.sleep(1500);
            assertThat(server.left).isEmpty();
            how.leave(socket);
            await().atMost(SOON).until(() -> server.left.contains("/leaves"));
            server.waiting("/stays").complete();
            assertThat(Http1.answer(other.getInputStream())).contains("/stays");
            assertThat(server.left).containsExactly("/leaves");
        }
    }

    @ParameterizedTest
    @EnumSource
    void noticesACallerWhoLeavesBehindTls(Leaving how, @TempDir Path files) throws Exception {
        var authority = new TestCertificates();
        TestCertificates.write(files, authority.sign("localhost"));
        Ssl ssl = new Ssl();
        ssl.setCertificate(files.resolve("tls.crt").toString());
        ssl.setCertificatePrivateKey(files.resolve("tls.key").toString());
        var trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.authority().certificate())
                .build();
        try (TestServer secure = new TestServer(new Callers(), factory -> factory.setSsl(ssl));
                Socket plain = secure.connect();
                Socket socket = trust.sslSocketFactory().createSocket(plain, "localhost", secure.port(), false)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(Http1.post("/before" + i + "?millis=500", "body"));
                assertThat(Http1.answer(socket.getInputStream())).endsWith("\nbody");
            }
            socket.getOutputStream().write(Http1.post("/leaves", "body"));
            secure.waiting("/leaves");
            Thread.sleep(1500);
            assertThat(secure.left).isEmpty();
            how.leave(how == Leaving.HALF_CLOSE ? socket : plain);
            await().atMost(SOON).until(() -> secure.left.contains("/leaves"));
            plain.close(); // else the socket's close waits for the server to answer it
        }
    }

    @Test
    void noticesAStreamThatIsResetAndLeavesTheOthers() throws Exception {
        for (int round = 0; round < 30; round++) {
            String leaves = "/leaves" + round;
            String stays = "/stays" + round;
            try (var connection = new Http2Connection(server.connect())) {
                connection.get(1, leaves);
                connection.get(3, stays);
                server.waiting(leaves);
                connection.reset(1);
                await().atMost(SOON).until(() -> server.left.contains(leaves));
                server.waiting(stays).complete();
                assertThat(connection.body(3)).startsWith(stays + " ");
                assertThat(server.left).hasSize(round + 1);
            }
        }
    }

    @Test
    void noticesThatAConnectionOfStreamsIsClosed() throws Exception {
        var connection = new Http2Connection(server.connect());
        connection.get(1, "/one");
        connection.get(3, "/other");
        server.waiting("/one");
        server.waiting("/other");
        connection.close();
        await().atMost(SOON).until(() -> server.left.size() == 2);
    }

    @Test
    void saysNothingOnceClosed() throws Exception {
        try (Socket socket = server.connect();
                var connection = new Http2Connection(server.connect())) {
            socket.getOutputStream().write(Http1.post("/first", ""));
            connection.get(1, "/second");
            server.waiting("/first").watch().close();
            server.waiting("/second").watch().close();
            socket.close();
            connection.close();
            Thread.sleep(SOON.toMillis());
            assertThat(server.left).isEmpty();
        }
    }

    @Test
    void outlivesWhatIsDoneForACaller() throws Exception {
        for (String path : new String[] {"/throws1", "/throws2", "/leaves"}) {
            Socket socket = server.connect();
            socket.getOutputStream().write(Http1.post(path, ""));
            server.waiting(path);
            socket.close();
            await().atMost(SOON).until(() -> server.left.contains(path));
        }
    }

    @Test
    void leavesTheNextRequestsAsTheyCome() throws Exception {
        Random random = new Random(1);
        try (TestServer eager = new TestServer(new Callers(Duration.ZERO, Duration.ofNanos(100_000)), factory -> {});
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
            assertThat(eager.left).isEmpty();
        }
    }

    @Test
    void leavesABodyThatIsNotReadYet() throws Exception {
        try (TestServer eager = new TestServer(new Callers(Duration.ZERO, Duration.ofMillis(1)), factory -> {});
                Socket socket = eager.connect()) {
            byte[] request = Http1.post("/unread", "0123456789");
            socket.getOutputStream().write(request, 0, request.length - 5);
            var async = eager.waiting("/unread").async();
            Thread.sleep(50);
            socket.getOutputStream().write(request, request.length - 5, 3);
            Thread.sleep(50);
            byte[] sent = new byte[8];
            assertThat(async.getRequest().getInputStream().readNBytes(sent, 0, 8))
                    .isEqualTo(8);
            assertThat(sent).isEqualTo("01234567".getBytes(US_ASCII));
            socket.getOutputStream().write(request, request.length - 2, 2);
            assertThat(async.getRequest().getInputStream().readAllBytes()).isEqualTo("89".getBytes(US_ASCII));
            socket.close();
            await().atMost(SOON).until(() -> eager.left.contains("/unread"));
        }
    }

    @Test
    void endsWithItsContext() {
        server.close();
        try (var context = new AnnotationConfigApplicationContext(Callers.class)) {
            assertThat(sweepers()).isEqualTo(1);
        }
        await().atMost(SOON).until(() -> sweepers() == 0);
    }

    private static long sweepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("callers"))
                .count();
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
