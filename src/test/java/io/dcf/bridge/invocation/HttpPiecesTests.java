package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.dcf.bridge.Http2Connection;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses of a function that speaks HTTP, piece by piece, over HTTP/1.1 and HTTP/2. */
class HttpPiecesTests {

    private static final int PIECE = 64 << 10;

    /** For one test only, so that a call of an earlier test takes none of its permits. */
    private static volatile Semaphore events = new Semaphore(0);

    private static final AtomicBoolean cancelled = new AtomicBoolean();
    private static final AtomicLong written = new AtomicLong();

    private static TestFunction function;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        function = new TestFunction();
        function.on("/events", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            sendEvents(exchange);
        });
        function.on("/broken", exchange -> {
            Semaphore wanted = events;
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getQuery() == null ? 0 : 5_000_000);
            exchange.getResponseBody().write("begun".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            wanted.acquireUninterruptibly();
            throw new IOException("the function fails");
        });
        function.on("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[PIECE]);
                    written.addAndGet(PIECE);
                }
            } finally {
                cancelled.set(true);
            }
        });
        bridge = TestBridge.embedded(
                "--bridge.http-functions.pass-authorization=true", "--bridge.http-functions.pass-cookies=true");
        function.deploy(bridge, "f");
    }

    private static void sendEvents(HttpExchange exchange) throws IOException {
        Semaphore wanted = events;
        try (OutputStream out = exchange.getResponseBody()) {
            out.flush(); // the head, which the server of JDK 25 and later buffers
            for (int i = 1; i <= 3; i++) {
                wanted.acquireUninterruptibly();
                out.write(("data: " + i + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    @AfterAll
    static void stop() {
        bridge.close();
        function.close();
    }

    @BeforeEach
    void reset() {
        events.release(100); // ends calls that still wait
        events = new Semaphore(0);
        cancelled.set(false);
        written.set(0);
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.port());
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static Socket get(String path, String... headers) throws IOException {
        Socket socket = connect();
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + String.join("", headers) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads up to and including a text. */
    private static String until(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                return text + "(end)";
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: text/event-stream\r\n", "Accept-Encoding: gzip\r\n"})
    void sendsEventsAtOnceOverHttp1(String header) throws IOException {
        try (Socket socket = get("/function/f/events", header)) {
            InputStream in = socket.getInputStream();
            String head = until(in, "\r\n\r\n"); // before there is any event
            assertThat(head)
                    .startsWith("HTTP/1.1 200")
                    .containsIgnoringCase("content-type: text/event-stream")
                    .containsIgnoringCase("x-call-id: ");
            for (int i = 1; i <= 3; i++) {
                events.release();
                assertThat(until(in, "\n\n")).endsWith("data: " + i + "\n\n");
            }
            assertThat(until(in, "0\r\n\r\n")).doesNotContain("(end)");
        }
    }

    @Test
    void sendsCompressedEventsAtOnce() throws IOException {
        function.on("/text", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            sendEvents(exchange);
        });
        try (Socket socket = get("/function/f/text", "Accept-Encoding: gzip\r\n")) {
            InputStream in = socket.getInputStream();
            assertThat(until(in, "\r\n\r\n")).containsIgnoringCase("content-encoding: gzip");
            for (int i = 1; i <= 3; i++) {
                assertThat(events.getQueueLength()).isLessThanOrEqualTo(1);
                events.release();
                assertThat(until(in, "\r\n")).doesNotContain("(end)");
                in.skipNBytes(1);
            }
        }
    }

    @Test
    void passesOnCredentialsIfConfigured() {
        assertThat(bridge.get("/function/f/x", "Authorization", "Bearer mine", "Cookie", "a=b")
                        .body())
                .contains("authorization: Bearer mine", "cookie: a=b");
    }

    @Test
    void sendsEventsAtOnceOverHttp2() throws IOException {
        try (Http2Connection connection = new Http2Connection(connect())) {
            connection.get(1, "/function/f/events");
            for (int i = 1; i <= 3; i++) {
                events.release();
                assertThat(connection.first(1, 9)).isEqualTo("data: " + i + "\n\n");
            }
            assertThat(connection.rest(1)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/f/broken", "/function/f/broken?length"})
    void abortsTheResponseIfTheFunctionFails(String path) throws IOException {
        try (Socket socket = get(path)) {
            InputStream in = socket.getInputStream();
            assertThat(until(in, "begun")).startsWith("HTTP/1.1 200");
            events.release();
            assertThat(until(in, "0\r\n\r\n")).endsWith("(end)").doesNotContain("problem", "trace");
        }
        try (Http2Connection connection = new Http2Connection(connect())) {
            connection.get(1, path);
            assertThat(connection.first(1, 5)).isEqualTo("begun");
            events.release();
            assertThat(connection.answer(1).status()).isEqualTo("reset");
            connection.get(3, "/livez");
            assertThat(connection.answer(3).status()).isEqualTo("200");
        }
        assertThat(bridge.get("/api/v1/functions/f/logs").body()).contains("its answer broke off");
    }

    @Test
    void cancelsTheCallOnDisconnect() throws IOException {
        try (Socket socket = get("/function/f/endless")) {
            until(socket.getInputStream(), "\r\n\r\n");
        }
        await().atMost(Duration.ofSeconds(20)).untilTrue(cancelled);
        cancelled.set(false);
        try (Http2Connection connection = new Http2Connection(connect())) {
            connection.get(1, "/function/f/endless");
            connection.first(1, 1);
            connection.reset(1);
            await().atMost(Duration.ofSeconds(20)).untilTrue(cancelled);
        }
        await().untilAsserted(() ->
                assertThat(bridge.get("/api/v1/functions/f/logs").body()).contains("cancelled: 0 bytes in"));
    }

    @Test
    void cancelsAnIdleCallOnDisconnect() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        function.on("/silent", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            asked.countDown();
            try {
                while (true) {
                    exchange.getResponseBody().write('x'); // stays in the buffer of the function until the next write
                    exchange.getResponseBody().flush();
                    Thread.sleep(3000);
                }
            } catch (InterruptedException | IOException e) {
                left.countDown();
            }
        });
        try (Socket socket = get("/function/f/silent")) {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            until(socket.getInputStream(), "x");
        }
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsTheRequestAtThePaceOfTheFunction() throws Exception {
        AtomicLong read = new AtomicLong();
        function.on("/slow", exchange -> {
            events.acquireUninterruptibly();
            read.set(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
            TestFunction.answer(exchange, 200, "read");
        });
        AtomicLong sent = new AtomicLong();
        long size = 100L << 20;
        try (Socket socket = connect()) {
            Thread writer = new Thread(() -> write(socket, size, sent));
            writer.start();
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
            assertThat(sent.get()).isLessThan(size / 2);
            events.release();
            assertThat(until(socket.getInputStream(), "read")).startsWith("HTTP/1.1 200");
            assertThat(read).hasValue(size);
            writer.join();
        }
    }

    private static void write(Socket socket, long size, AtomicLong sent) {
        write(socket, size, sent, "/function/f/slow");
    }

    private static void write(Socket socket, long size, AtomicLong sent, String path) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (sent.get() < size) {
                out.write(new byte[PIECE]);
                sent.addAndGet(PIECE);
            }
        } catch (IOException e) {
            sent.set(-1);
        }
    }

    @Test
    void readsRequestsOverHttp2() throws IOException {
        AtomicLong read = new AtomicLong();
        function.on("/sized", exchange -> {
            read.set(exchange.getRequestBody().transferTo(OutputStream.nullOutputStream()));
            TestFunction.answer(exchange, 200, "read");
        });
        try (Http2Connection connection = new Http2Connection(connect())) {
            connection.post(1, "/function/f/sized");
            connection.body(1, true, new byte[10 << 20]);
            assertThat(connection.body(1)).isEqualTo("read");
            assertThat(read).hasValue(10 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 20000000", "Transfer-Encoding: chunked"})
    void abortsTheCallIfTheRequestBreaksOff(String framing) throws Exception {
        CountDownLatch broken = new CountDownLatch(1);
        function.on("/upload", exchange -> {
            try {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                broken.countDown();
                throw e;
            }
        });
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(("PUT /function/f/upload HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            if (framing.startsWith("T")) {
                out.write("989680\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            out.write(new byte[8_000_000]);
        }
        assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void returnsAResponseThatPrecedesTheEndOfTheRequest() throws Exception {
        function.on("/early", exchange -> {
            TestFunction.answer(exchange, 403, "not you");
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        });
        try (Socket socket = connect()) {
            AtomicLong sent = new AtomicLong();
            Thread writer = new Thread(() -> write(socket, 20L << 20, sent, "/function/f/early"));
            writer.start();
            assertThat(until(socket.getInputStream(), "not you")).startsWith("HTTP/1.1 403");
            writer.join();
        }
    }

    @Test
    void readsTheResponseAtThePaceOfTheClient() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", bridge.port()));
            socket.getOutputStream()
                    .write("GET /function/f/endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(20)).until(() -> written.get() > 0);
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> before.getAndSet(written.get()) == written.get());
            assertThat(written.get()).isLessThan(40L << 20);
            assertThat(cancelled).isFalse();
        }
        await().atMost(Duration.ofSeconds(20)).untilTrue(cancelled);
    }
}
