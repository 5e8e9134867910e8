package io.dcf.bridge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestSocket;
import io.dcf.bridge.TestSocket.Frame;
import io.dcf.bridge.stream.Upstream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames of a WebSocket, in both directions. */
class SocketTests {

    private static final int LIMIT = 4 << 20;
    private static final int ODD = 3_999_983;
    private static TestGateway gateway;
    private static TestBridge bridge;
    private BlockingQueue<Upstream> opened;

    @BeforeAll
    static void start() throws IOException {
        gateway = TestGateway.taking(5 << 20);
        bridge = TestBridge.before(gateway, "--bridge.limits.reply-size=5MB");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    @BeforeEach
    void keepStreams() {
        gateway.reset();
        opened = Upstream.of(gateway, true);
    }

    @Test
    void answersEachFrameInItsType() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.text("one");
            socket.binary("two".getBytes(StandardCharsets.US_ASCII));
            socket.text("three");
            for (String input : new String[] {"one", "two", "three"}) {
                assertThat(stream.text()).isEqualTo(input);
            }
            stream.send("1");
            stream.send("2");
            stream.send("3");
            stream.send("4");
            assertFrame(socket.message(), TestSocket.TEXT, "1");
            assertFrame(socket.message(), TestSocket.BINARY, "2");
            assertFrame(socket.message(), TestSocket.TEXT, "3");
            assertFrame(socket.message(), TestSocket.TEXT, "4");
        }
    }

    @Test
    void keepsTextWithAZeroAsText() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.text("a\0b");
            assertThat(stream.text()).isEqualTo("a\0b");
            stream.send("a\0b");
            assertFrame(socket.message(), TestSocket.TEXT, "a\0b");
        }
    }

    @Test
    void sendsAndReceivesAtTheSameTime() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            stream.send("before any input");
            assertFrame(socket.message(), TestSocket.BINARY, "before any input");
            for (int i = 0; i < 5; i++) {
                socket.text("in " + i);
                assertThat(stream.text()).isEqualTo("in " + i);
                stream.send("out " + i);
                assertFrame(socket.message(), TestSocket.TEXT, "out " + i);
            }
            socket.binary("as bytes".getBytes(StandardCharsets.US_ASCII));
            assertThat(stream.text()).isEqualTo("as bytes");
            stream.send("one");
            stream.send("two");
            assertFrame(socket.message(), TestSocket.BINARY, "one");
            assertFrame(socket.message(), TestSocket.BINARY, "two");
            stream.end();
            Frame close = socket.message();
            assertThat(close.code()).isEqualTo(1000);
            assertThat(close.payload()).hasSize(2);
            socket.close(1000);
            assertThat(socket.isAtEnd()).isTrue();
        }
    }

    @Test
    void sendsBytesIfTheOutputIsNotText() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.text("");
            assertThat(stream.input()).isEmpty();
            stream.send(new byte[] {(byte) 0xFF, 'a'});
            assertThat(socket.message().opcode()).isEqualTo(TestSocket.BINARY);
            stream.send("");
            assertFrame(socket.message(), TestSocket.TEXT, "");
        }
    }

    @Test
    void assemblesInputsFromFragments() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            byte[] snow = "❄☃".getBytes(StandardCharsets.UTF_8);
            socket.send(TestSocket.TEXT, false, Arrays.copyOf(snow, 1));
            socket.send(TestSocket.PING, true, new byte[] {7});
            socket.send(TestSocket.CONTINUATION, false, new byte[0]);
            socket.send(TestSocket.CONTINUATION, true, Arrays.copyOfRange(snow, 1, snow.length));
            assertThat(stream.text()).isEqualTo("❄☃");
            Frame pong = socket.frame();
            assertThat(pong.opcode()).isEqualTo(TestSocket.PONG);
            assertThat(pong.payload()).containsExactly(7);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {125, 126, 8191, 8192, 8193, 65_536, ODD, LIMIT})
    void carriesFramesOfEverySize(int size) throws IOException {
        Upstream.echo(gateway);
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        String text = "x".repeat(size % 3) + "☃".repeat(size / 3);
        String pairs =
                "y".repeat(size % 4) + "\ud83d\ude00".repeat(size / 4); // each of them two chars that belong together
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            socket.binary(bytes);
            Frame binary = socket.message();
            assertThat(binary.opcode()).isEqualTo(TestSocket.BINARY);
            assertThat(Arrays.equals(binary.payload(), bytes)).isTrue();
            for (String each : new String[] {text, pairs}) {
                socket.text(each);
                Frame answer = socket.message();
                assertThat(answer.opcode()).isEqualTo(TestSocket.TEXT);
                assertThat(answer.text().equals(each)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {TestSocket.TEXT, TestSocket.BINARY})
    void refusesFramesThatAreTooLarge(int opcode) throws Exception {
        byte[] largest = new byte[LIMIT];
        Arrays.fill(largest, (byte) 'a');
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.send(opcode, false, largest);
            socket.send(TestSocket.CONTINUATION, true, new byte[] {'a'});
            Frame close = socket.message();
            assertThat(close.code()).isEqualTo(1009);
            stream.cancelled.get(20, TimeUnit.SECONDS);
            assertThat(stream.inputsWaiting()).isZero();
        }
    }

    @Test
    void refusesTextThatIsNotUtf8() throws Exception {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.send(TestSocket.TEXT, true, new byte[] {(byte) 0xFF});
            assertThat(socket.message().code()).isEqualTo(1007);
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void cancelsTheCallOfAClientThatCloses() throws Exception {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.close(1000);
            assertThat(socket.message().code()).isEqualTo(1000);
            assertThat(socket.isAtEnd()).isTrue();
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void cancelsTheCallOfAClientThatDisconnects() throws Exception {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f")) {
            Upstream stream = Upstream.next(opened);
            socket.text("a");
            assertThat(stream.text()).isEqualTo("a");
            socket.reset();
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void sendsTheRequestsMetadataToTheGateway() throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "f", "X-Request-Id", "mine")) {
            Upstream.next(opened);
            assertThat(gateway.last().method()).isEqualTo("Invokes");
            assertThat(gateway.last().metadata("x-request-id")).isEqualTo("mine");
            assertThat(gateway.last().metadata("x-http-path")).isEqualTo("/api/v1/functions/f/stream");
        }
    }

    private static void assertFrame(Frame frame, int opcode, String text) {
        assertThat(frame.text()).isEqualTo(text);
        assertThat(frame.opcode()).isEqualTo(opcode);
    }
}
