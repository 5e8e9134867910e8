package io.dcf.bridge.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.BufferLeaks;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestSocket;
import io.dcf.bridge.connection.TestClient.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of every kind, each before and after every other kind on one bridge: the response depends on the request only. */
@BufferLeaks.Every
class RequestIsolationTests {

    /** Sizes of bodies, around the sizes of buffers and windows. */
    private static final int[] SIZES = {0, 1, 100, 8191, 8192, 8193, 12_000, 65_535, 65_536, 65_537, 200_000};

    /** The default of bridge.limits.request-size. */
    private static final int LIMIT = 4 << 20;

    private static final int LINE = 9000;
    private static final int MAX_REPORTED = 10;
    private static final int MIN_JSON_SIZE = 10;

    private static final String INVOKE = "/function/echo";
    private static final String DEPLOY = "/api/v1/functions";
    private static final String STREAM = "/api/v1/functions/echo/stream";
    private static final String LOGS = "/api/v1/functions/echo/logs";

    private static TestBridge bridge;

    /** Sends a request with a body of a size, and returns the result. */
    @FunctionalInterface
    private interface Exchange {
        String with(TestClient client, int size) throws IOException;
    }

    private record Kind(String name, Exchange exchange, IntFunction<String> expected) {}

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
        assertThat(bridge.post(DEPLOY, "{\"service\":\"echo\",\"image\":\"builtin/echo\"}")
                        .status())
                .isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void getsTheSameResponseAfterAnyOther(boolean keepsConnections) throws IOException {
        List<Kind> kinds = kinds();
        int[] turns = new int[kinds.size()];
        List<String> wrong = new ArrayList<>();
        String before = "nothing";
        try (TestClient client = new TestClient(bridge.port(), keepsConnections)) {
            for (int next : inEveryOrder(kinds.size())) {
                Kind kind = kinds.get(next);
                int size = SIZES[(turns[next]++ + next) % SIZES.length];
                String answer = answer(kind, client, size);
                String now = kind.name() + " of " + size + " bytes";
                if (!answer.equals(kind.expected().apply(size)) && wrong.size() < MAX_REPORTED) {
                    wrong.add(now + " after " + before + ": " + answer);
                }
                before = now;
            }
        }
        assertThat(wrong).isEmpty();
        await().until(() -> bridge.waiting() == 0);
    }

    @ParameterizedTest
    @EnumSource
    void isAcceptedUpToTheLimit(Framing framing) throws IOException {
        try (TestClient client = new TestClient(bridge.port(), false)) {
            for (int size : new int[] {LIMIT - 64, LIMIT - 1, LIMIT}) {
                assertThat(client.post(framing, INVOKE, text(size)))
                        .as("%d bytes", size)
                        .isEqualTo(TestClient.tell("200", text(size)));
            }
            if (framing
                    != Framing
                            .HTTP2_LENGTH) { // there it is refused unread, and this client would wait for room to send
                // it
                assertThat(client.post(framing, INVOKE, text(LIMIT + 1))).startsWith("413");
            }
        }
    }

    private static String answer(Kind kind, TestClient client, int size) {
        try {
            return kind.exchange().with(client, size);
        } catch (IOException e) {
            client.close();
            return e.toString();
        }
    }

    /** A sequence of kinds in which each stands right before each one, itself too, exactly once. */
    private static List<Integer> inEveryOrder(int count) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            order.add(i);
            for (int j = i + 1; j < count; j++) {
                order.add(i);
                order.add(j);
            }
        }
        order.add(0);
        return order;
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Framing framing : Framing.values()) {
            kinds.addAll(List.of(
                    new Kind(
                            "invocation, " + framing,
                            (client, size) -> client.post(framing, INVOKE, text(size)),
                            size -> TestClient.tell("200", text(size))),
                    new Kind(
                            "deploy, " + framing,
                            (client, size) -> client.post(
                                            framing, DEPLOY, definition(size), "content-type", "application/json")
                                    .substring(0, 3),
                            size -> size < MIN_JSON_SIZE ? "400" : "409"),
                    new Kind(
                            "NDJSON, " + framing,
                            (client, size) ->
                                    client.post(framing, STREAM, lines(size), "content-type", "application/x-ndjson"),
                            size -> TestClient.tell("200", outputs(size))),
                    new Kind(
                            "server-sent events, " + framing,
                            (client, size) -> client.post(framing, STREAM, text(size), "accept", "text/event-stream"),
                            size -> TestClient.tell("200", events(size))),
                    new Kind(
                            "broken off invocation, " + framing,
                            (client, size) -> client.breakOff(framing, INVOKE, text(size)),
                            size -> "left"),
                    new Kind(
                            "broken off NDJSON, " + framing,
                            (client, size) -> client.breakOff(
                                    framing, STREAM, lines(size), "content-type", "application/x-ndjson"),
                            size -> "left")));
        }
        for (boolean http2 : new boolean[] {false, true}) {
            String protocol = http2 ? "HTTP/2" : "HTTP/1.1";
            kinds.addAll(List.of(
                    new Kind(
                            "invocation without a body, " + protocol,
                            (client, size) -> client.send(http2, "POST", INVOKE),
                            size -> "200 "),
                    new Kind(
                            "list, " + protocol,
                            (client, size) -> client.send(http2, "GET", DEPLOY).replaceFirst("(?<=\"echo\").*", ""),
                            size -> "200 {\"functions\":[{\"name\":\"echo\""),
                    new Kind(
                            "followed log, " + protocol,
                            (client, size) -> client.follow(http2, LOGS, "event: line".length()),
                            size -> "event: line")));
        }
        kinds.add(new Kind("WebSocket", RequestIsolationTests::converse, RequestIsolationTests::textOf));
        kinds.add(new Kind("broken off WebSocket", RequestIsolationTests::disconnect, size -> "left"));
        return kinds;
    }

    private static String converse(TestClient client, int size) throws IOException {
        try (TestSocket socket = TestSocket.open(bridge.port(), "echo")) {
            socket.text(textOf(size));
            return socket.message().text();
        }
    }

    private static String disconnect(TestClient client, int size) throws IOException {
        TestSocket socket = TestSocket.open(bridge.port(), "echo");
        socket.text(textOf(size));
        socket.reset();
        return "left";
    }

    private static String textOf(int size) {
        return "a".repeat(size);
    }

    private static byte[] text(int size) {
        return textOf(size).getBytes(US_ASCII);
    }

    /** A definition of the function that is there; without room for it, what is none. */
    private static byte[] definition(int size) {
        String empty = "{\"service\":\"echo\",\"image\":\"builtin/echo\",\"envVars\":{\"PAD\":\"\"}}";
        return size < empty.length()
                ? text(size)
                : empty.replace("\"\"", '"' + "a".repeat(size - empty.length()) + '"')
                        .getBytes(US_ASCII);
    }

    /** JSON, a line each; without room for it, a blank one. */
    private static byte[] lines(int size) {
        StringBuilder lines = new StringBuilder();
        while (lines.length() < size) {
            int line = Math.min(LINE, size - lines.length());
            lines.append(line < MIN_JSON_SIZE ? " ".repeat(line - 1) : "[\"" + "a".repeat(line - 5) + "\"]")
                    .append('\n');
        }
        return lines.toString().getBytes(US_ASCII);
    }

    private static byte[] outputs(int size) {
        StringBuilder outputs = new StringBuilder();
        new String(lines(size), US_ASCII)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> outputs.append("{\"json\":").append(line).append("}\n"));
        return outputs.toString().getBytes(US_ASCII);
    }

    private static byte[] events(int size) {
        return ("event: output\ndata: {\"text\":\"" + textOf(size) + "\"}\n\nevent: end\ndata: {\"outputs\":1}\n\n")
                .getBytes(US_ASCII);
    }
}
