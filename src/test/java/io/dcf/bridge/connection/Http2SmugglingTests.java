package io.dcf.bridge.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.Http2Connection;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.InvokeServiceRequest;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 requests that RFC 9113 calls malformed: each is refused, and none reaches the gateway. */
class Http2SmugglingTests {

    private static final String[] POST = {
        ":method", "POST", ":scheme", "http", ":authority", "x", ":path", "/function/f"
    };

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.limits.body-time=2s"); // the bodies that are cut are waited for
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void clearCalls() {
        gateway.reset();
    }

    static Stream<Arguments> malformed() {
        return Stream.<String[]>of(
                        fields(
                                "x",
                                "y",
                                ":method",
                                "POST",
                                ":scheme",
                                "http",
                                ":authority",
                                "x",
                                ":path",
                                "/function/f"),
                        with(":path", "/function/g"),
                        with(":method", "GET"),
                        with(":authority", "y"),
                        with(":status", "200"),
                        with(":unheard-of", "x"),
                        fields(":scheme", "http", ":authority", "x", ":path", "/function/f"),
                        fields(":method", "POST", ":authority", "x", ":path", "/function/f"),
                        fields(":method", "POST", ":scheme", "http", ":authority", "x"),
                        path(""),
                        path("function/f"),
                        path("/function/f HTTP/1.1\r\nX: y"),
                        path("/function/f\0"),
                        path("/function/f x"),
                        method("POST /function/g HTTP/1.1\r\nX:"),
                        method("PO ST"),
                        method(""),
                        with("connection", "close"),
                        with("keep-alive", "1"),
                        with("proxy-connection", "close"),
                        with("transfer-encoding", "chunked"),
                        with("upgrade", "websocket"),
                        with("te", "gzip"),
                        with("X-Upper", "y"),
                        with("x y", "z"),
                        with("x:y", "z"),
                        with("x\r\ny", "z"),
                        with("x\0", "z"),
                        with("", "z"),
                        with("x", "y\r\nz: a"),
                        with("x", "y\rz"),
                        with("x", "y\nz"),
                        with("x", "y\0z"),
                        with("host", "y"),
                        with("content-length", "-1"),
                        with("content-length", "+5"))
                .map(fields -> Arguments.of((Object) fields));
    }

    @Test
    void acceptsAHostWithAnUnderscore() throws IOException {
        try (Http2Connection connection = connect()) {
            connection.headers(
                    1, true, ":method", "GET", ":scheme", "http", ":authority", "my_bridge:80", ":path", "/livez");
            assertThat(connection.outcome(1)).isEqualTo("200");
        }
    }

    @Test
    void refusesBeforeItAsksForTheBody() throws IOException {
        try (Http2Connection connection = connect()) {
            connection.headers(
                    1,
                    false,
                    fields(
                            ":method",
                            "POST",
                            ":scheme",
                            "http",
                            ":authority",
                            "x",
                            ":path",
                            "/function/f",
                            "expect",
                            "100-continue",
                            "content-length",
                            "99999999"));
            assertThat(connection.outcome(1)).isEqualTo("413");
        }
    }

    /** HTTP/2 has no Upgrade, so a 426 with that header would be malformed. */
    @Test
    void opensNoWebSocket() throws IOException {
        try (Http2Connection connection = connect()) {
            connection.get(1, "/api/v1/functions/f/stream");
            assertThat(connection.outcome(1)).isEqualTo("505");
        }
    }

    /** Each differs from an accepted request in one point. Tomcat may refuse the next request of the connection too. */
    @ParameterizedTest
    @MethodSource("malformed")
    void refusesMalformedRequests(String[] fields) throws IOException {
        try (Http2Connection connection = connect()) {
            connection.headers(1, false, fields);
            connection.data(1, true, "hello");
            assertThat(connection.outcome(1)).isIn("malformed", "400");
            assertThat(inputs()).isEmpty();
            boolean taken = next(connection, 3).equals("200");
            assertThat(inputs()).isEqualTo(taken ? List.of("f=hello") : List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5, 5", "0x5", "99999999999999999999"})
    void refusesAnInvalidLength(String length) throws IOException {
        try (Http2Connection connection = connect()) {
            connection.headers(1, false, with("content-length", length));
            connection.data(1, true, "hello");
            assertThat(connection.outcome(1)).isIn("malformed", "400");
            assertThat(inputs()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3,hello", "9,hello", "5,''"})
    void refusesABodyOfAnotherLength(int length, String body) throws IOException {
        try (Http2Connection connection = connect()) {
            connection.headers(1, false, with("content-length", Integer.toString(length)));
            connection.data(1, true, body);
            assertThat(connection.outcome(1)).isIn("malformed", "400");
            assertThat(next(connection, 3)).isEqualTo("200");
            assertThat(inputs()).containsExactly("f=hello");
        }
    }

    /** Tomcat reports the end of the body if the reset arrives before the request starts. Without a length the two cannot always be distinguished. */
    @Test
    void distinguishesAResetFromTheEndOfABody() throws IOException {
        for (int round = 0; round < 50; round++) {
            try (Http2Connection connection = connect()) {
                connection.headers(1, false, with("content-length", "5"));
                connection.reset(1);
                assertThat(next(connection, 3)).isEqualTo("200");
            }
        }
        assertThat(inputs()).hasSize(50).containsOnly("f=hello");
    }

    @Test
    void acceptsWellFormedRequests() throws IOException {
        try (Http2Connection connection = connect()) {
            assertThat(next(connection, 1)).isEqualTo("200");
            assertThat(next(connection, 3)).isEqualTo("200");
            assertThat(inputs()).containsExactly("f=hello", "f=hello");
        }
    }

    private static Http2Connection connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", bridge.port());
        socket.setSoTimeout(5_000);
        return new Http2Connection(socket);
    }

    private static String next(Http2Connection connection, int stream) throws IOException {
        connection.headers(stream, false, with("content-length", "5"));
        connection.data(stream, true, "hello");
        return connection.outcome(stream);
    }

    private static List<String> inputs() {
        return gateway.received().stream()
                .filter(call -> call.request() instanceof InvokeServiceRequest)
                .map(call -> (InvokeServiceRequest) call.request())
                .map(request -> request.getService() + "=" + request.getInput().toStringUtf8())
                .toList();
    }

    private static String[] with(String name, String value) {
        return Stream.concat(Stream.of(POST), Stream.of(name, value)).toArray(String[]::new);
    }

    private static String[] path(String path) {
        return fields(":method", "POST", ":scheme", "http", ":authority", "x", ":path", path);
    }

    private static String[] method(String method) {
        return fields(":method", method, ":scheme", "http", ":authority", "x", ":path", "/function/f");
    }

    private static String[] fields(String... fields) {
        return fields;
    }
}
