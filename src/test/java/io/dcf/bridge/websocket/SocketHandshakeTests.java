package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestConnection;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestSocket;
import io.dcf.bridge.stream.Upstream;
import io.dcf.gateway.guide.Function;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which handshakes open a WebSocket. */
class SocketHandshakeTests {

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        Upstream.echo(gateway);
        bridge =
                TestBridge.before(gateway, "--bridge.security.origins=https://App.example.org,http://other.example:81");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, bridge:8080, 101",
                "http://bridge:8080, bridge:8080, 101",
                "https://bridge:8080, bridge:8080, 101",
                "HTTP://Bridge:8080, bridge:8080, 101",
                "http://bridge, bridge:80, 101",
                "http://bridge:80, bridge, 101",
                "https://bridge, bridge:443, 101",
                "https://bridge, bridge, 101",
                "http://[::1]:8080, [::1]:8080, 101",
                "http://bridge, bridge:443, 403",
                "https://bridge, bridge:80, 403",
                "http://bridge:8081, bridge:8080, 403",
                "http://bridge, bridge:8080, 403",
                "http://evil.example, bridge, 403",
                "http://bridge.evil.example, bridge, 403",
                "http://bridge@evil.example, bridge, 403",
                "https://app.example.org, bridge, 101",
                "http://app.example.org, bridge, 403",
                "https://app.example.org:444, bridge, 403",
                "http://OTHER.example:81, bridge, 101",
                "null, bridge, 403",
                "'', bridge, 403",
                "%, bridge, 403",
                "file://, bridge, 403"
            })
    void acceptsOriginsOfTheOwnHostAndOfTheSettings(String origin, String host, int status) throws IOException {
        List<String> headers = new ArrayList<>(List.of("Host", host));
        if (origin != null) {
            headers.addAll(List.of("Origin", origin));
        }
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "f", headers.toArray(String[]::new))) {
            TestConnection.Head head = socket.head();
            assertThat(head.status()).isEqualTo(status);
            if (status == 403) {
                assertThat(head.header("Content-Type")).isEqualTo("application/problem+json");
            } else {
                socket.text("hello");
                assertThat(socket.message().text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void needsAnUpgrade() {
        TestBridge.Answer answer = bridge.get("/api/v1/functions/f/stream");
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).isEqualTo("websocket");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(426);
    }

    @Test
    void needsVersion13() throws IOException {
        try (TestConnection connection = new TestConnection(bridge.port(), 0)) {
            connection.request(
                    "GET",
                    "/api/v1/functions/f/stream",
                    "Host",
                    "bridge",
                    "Connection",
                    "Upgrade",
                    "Upgrade",
                    "websocket",
                    "Sec-WebSocket-Key",
                    "dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version",
                    "12");
            TestConnection.Head head = connection.head();
            assertThat(head.status()).isEqualTo(426);
            assertThat(head.header("Upgrade")).isEqualTo("websocket");
            assertThat(head.header("Connection")).containsIgnoringCase("upgrade");
            assertThat(head.header("Sec-WebSocket-Version")).isEqualTo("13");
            assertThat(head.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void needsAValidName() throws IOException {
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "Not_A_Name")) {
            assertThat(socket.head().status()).isEqualTo(400);
        }
    }

    @Test
    void needsAValidTimeout() throws IOException {
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "f", "X-Timeout", "soon")) {
            assertThat(socket.head().status()).isEqualTo(400);
        }
    }

    @Test
    void needsAFunctionThatExists() throws IOException {
        gateway.on(
                "GetMeta",
                TestGateway.Answer.with(Status.NOT_FOUND.withDescription("no f").asException()));
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "f")) {
            TestConnection.Head head = socket.head();
            assertThat(head.status()).isEqualTo(404);
            assertThat(head.header("Content-Type")).isEqualTo("application/problem+json");
        } finally {
            gateway.on("GetMeta", TestGateway.Answer.with(Function.getDefaultInstance()));
        }
    }

    @Test
    void needsNoGatewayThatDescribesFunctions() throws IOException {
        gateway.on("GetMeta", TestGateway.Answer.with(Status.UNIMPLEMENTED.asException()));
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            socket.text("hello");
            assertThat(socket.message().text()).isEqualTo("hello");
        } finally {
            gateway.on("GetMeta", TestGateway.Answer.with(Function.getDefaultInstance()));
        }
    }

    /** Browsers fail a handshake in which they offered subprotocols and none was selected. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dcf.stream.v1, authorization.QmVhcmVyIHQ; dcf.stream.v1",
                "authorization.QmVhcmVyIHQ, dcf.stream.v1; dcf.stream.v1",
                "problem+json, dcf.stream.v1; problem+json",
                "other, dcf.stream.v1, problem+json; dcf.stream.v1"
            })
    void selectsTheFirstKnownSubprotocol(String offered, String selected) throws IOException {
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "f", "Sec-WebSocket-Protocol", offered)) {
            TestConnection.Head head = socket.head();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("Sec-WebSocket-Protocol")).isEqualTo(selected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization.QmVhcmVyIHQ", "other", "other, authorization.QmVhcmVyIHQ", "DCF.stream.v1"})
    void refusesUnknownSubprotocols(String offered) throws IOException {
        try (TestSocket socket = TestSocket.ask(bridge.port(), 0, "f", "Sec-WebSocket-Protocol", offered)) {
            TestConnection.Head head = socket.head();
            assertThat(head.status()).isEqualTo(400);
            assertThat(head.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void readsSubprotocolsOfSeveralHeaderLines() throws IOException {
        try (TestSocket socket = TestSocket.ask(
                bridge.port(), 0, "f", "Sec-WebSocket-Protocol", "other", "Sec-WebSocket-Protocol", "dcf.stream.v1")) {
            assertThat(socket.head().header("Sec-WebSocket-Protocol")).isEqualTo("dcf.stream.v1");
        }
    }

    @Test
    void selectsNothingThatWasNotOffered() throws IOException {
        try (TestSocket socket =
                TestSocket.ask(bridge.port(), 0, "f", "Sec-WebSocket-Extensions", "permessage-deflate")) {
            TestConnection.Head head = socket.head();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("Sec-WebSocket-Protocol")).isEmpty();
            assertThat(head.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(head.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }
}
