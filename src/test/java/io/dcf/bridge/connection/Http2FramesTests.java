package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.Http2Connection;
import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many small frames, as ordinary clients send them. None of them closes the connection, on which an invocation waits meanwhile. */
class Http2FramesTests {

    private static final String ECHO = "/function/echo";
    private static final int WAITING = 1;
    private static final int FRAMES = 300;
    private static final int ANSWERS = 1000;

    /** Long enough for the limit of resets to recover from earlier tests. */
    private static final int REFILL_MILLIS = 1000;

    private static TestBridge bridge;

    private Http2Connection connection;
    private int stream = WAITING;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
        bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @BeforeEach
    void connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.port());
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        connection = new Http2Connection(socket);
        connection.post(WAITING, ECHO);
    }

    /** The waiting invocation gets the rest of its input, and returns all of it. */
    @AfterEach
    void keepsTheConnection() throws IOException {
        try (Http2Connection open = connection) {
            byte[] whole = new byte[100_000];
            Arrays.fill(whole, (byte) 'x');
            open.body(WAITING, true, whole);
            assertThat(open.body(WAITING)).hasSize(whole.length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[12345]\n", "1\n"})
    void acceptsOneFrameForEachLine(String line) throws IOException {
        int next = begin("POST", "/api/v1/functions/echo/stream", "content-type", "application/x-ndjson");
        for (int i = 0; i < FRAMES; i++) {
            connection.data(next, false, line);
        }
        connection.data(next, true, "");
        assertThat(connection.body(next)).hasLineCount(FRAMES);
    }

    @Test
    void acceptsABodyByteByByte() throws IOException {
        int next = begin("POST", ECHO);
        for (int i = 0; i < FRAMES; i++) {
            connection.data(next, false, "x");
        }
        connection.data(next, true, "");
        assertThat(connection.body(next)).hasSize(FRAMES);
    }

    @Test
    void acceptsAWindowUpdateForEachSmallFrame() throws IOException {
        String line = "[12345]\n";
        int output = "{\"json\":[12345]}\n".length();
        int next = begin("POST", "/api/v1/functions/echo/stream", "content-type", "application/x-ndjson");
        for (int i = 0; i < FRAMES; i++) {
            connection.data(next, false, line);
            connection.first(next, output);
            connection.windowUpdate(next, output);
            connection.windowUpdate(0, output);
        }
        connection.data(next, true, "");
        assertThat(connection.rest(next)).isEmpty();
    }

    @Test
    void answersEachPing() throws IOException {
        for (int i = 0; i < FRAMES; i++) {
            connection.ping();
            connection.awaitPing();
        }
    }

    /** Resets with a PING, as Go's client does after its timeout. */
    @ParameterizedTest
    @CsvSource({"GET,/api/v1/functions/echo/logs,true", "POST,/function/echo,false"})
    void acceptsResetsOfWaitingRequests(String method, String path, boolean ends) throws Exception {
        Thread.sleep(REFILL_MILLIS);
        for (int i = 0; i < FRAMES; i++) {
            stream += 2;
            connection.headers(stream, ends, fields(method, path, "accept", "text/event-stream"));
            connection.reset(stream);
            connection.ping();
            connection.awaitPing();
        }
    }

    @ParameterizedTest
    @CsvSource({"/nowhere,404", "/api/v1/functions/echo/invocations/x,404", "/api/v1/functions,415"})
    void acceptsRequestsAfterRefusedBodies(String path, String status) throws IOException {
        byte[] body = "x".repeat(3000).getBytes(US_ASCII);
        for (int i = 0; i < FRAMES; i++) {
            stream += 2;
            connection.request(
                    stream, body, fields("POST", path, "content-length", "3000", "content-type", "text/plain"));
            assertThat(connection.answer(stream).status()).isEqualTo(status);
        }
        awaitWholeWindow();
    }

    /** Each request must give back what its body took of the window. */
    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/function/echo", "/api/v1/functions", "/api/v1/functions/echo/stream"})
    void acceptsResetsWithinBodies(String path) throws Exception {
        Thread.sleep(REFILL_MILLIS);
        for (int i = 0; i < FRAMES; i++) {
            stream += 2;
            connection.headers(stream, false, fields("POST", path, "content-type", "application/x-ndjson"));
            connection.body(stream, false, new byte[100 * i]);
            connection.reset(stream);
        }
        awaitWholeWindow();
    }

    private void awaitWholeWindow() {
        await().until(() -> {
            connection.ping();
            connection.awaitPing();
            return connection.window(0) == Http2Connection.FIRST_WINDOW;
        });
    }

    /** With non-blocking writes, Tomcat sends bytes twice in one of thousands of responses: docs/decisions/0018-http2-connections.md. */
    @Test
    void sendsEachByteOnceIfTheWindowEndsWithinAWrite() throws Exception {
        List<CompletableFuture<Void>> readers = IntStream.range(0, 4)
                .mapToObj(reader -> CompletableFuture.runAsync(() -> assertEachByteOnce(reader)))
                .toList();
        for (CompletableFuture<Void> each : readers) {
            each.get(2, TimeUnit.MINUTES);
        }
    }

    private static void assertEachByteOnce(int reader) {
        try (var small = new Http2Connection(new Socket("127.0.0.1", bridge.port()), Http2Connection.FIRST_WINDOW)) {
            for (int next = 1; next < 2 * ANSWERS; next += 2) {
                byte[] body = letters(Http2Connection.FIRST_WINDOW + (37 * next + 101 * reader) % 1500);
                small.request(next, body, fields("POST", ECHO));
                assertThat(Arrays.mismatch(small.answer(next).body(), body)).isNegative();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] letters(int size) {
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + i % 23);
        }
        return letters;
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 66_000, 200_000, 1_000_000})
    void sendsAsFastAsTheClientReads(int size) throws IOException {
        byte[] body = letters(size);
        Socket socket = new Socket("127.0.0.1", bridge.port());
        socket.setSoTimeout(10_000);
        try (var reader = new Http2Connection(socket, Http2Connection.FIRST_WINDOW)) {
            for (int next = 1; next < 40; next += 2) {
                reader.request(next, body, fields("POST", ECHO));
                assertThat(Arrays.mismatch(reader.answer(next).body(), body)).isNegative();
            }
        }
    }

    private int begin(String method, String path, String... headers) throws IOException {
        stream += 2;
        connection.headers(stream, false, fields(method, path, headers));
        return stream;
    }

    private static String[] fields(String method, String path, String... headers) {
        String[] pseudo = {":method", method, ":scheme", "http", ":authority", "x", ":path", path};
        return Stream.of(pseudo, headers).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void closesAConnectionWithOnlyResets() throws IOException {
        try (var other = new Http2Connection(new Socket("127.0.0.1", bridge.port()))) {
            int next = -1;
            try {
                for (int i = 0; i < 100_000; i++) {
                    next += 2;
                    other.get(next, "/livez");
                    other.reset(next);
                }
            } catch (SocketException e) {
                return; // closed while it still sent
            }
            assertThat(other.outcome(next)).isEqualTo("closed");
        }
    }
}
