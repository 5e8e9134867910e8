package io.dcf.bridge.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestConnection.Head;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestRequest.Event;
import io.grpc.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream over plain HTTP: inputs from the body and outputs in the response, at the same time. */
class StreamTests {

    private static final String[] NDJSON = {"Content-Type", "application/x-ndjson; charset=utf-8"};
    private static final String[] EVENTS = {
        "Content-Type", "application/x-ndjson", "Accept", "text/event-stream, */*;q=0.1"
    };
    private static final int CONCURRENT_STREAMS = 300;
    private static TestGateway gateway;
    private static TestBridge bridge;
    private BlockingQueue<Upstream> opened;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(gateway, "--bridge.stream.heartbeat=200ms", "--server.tomcat.connection-timeout=1s");
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
    void sendsAndReceivesAtTheSameTime() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            Upstream stream = Upstream.next(opened);
            stream.send("before any input");
            Head head = request.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo("application/x-ndjson");
            assertThat(head.header("X-Call-Id")).isNotEmpty();
            assertThat(head.header("Cache-Control")).isEqualTo("no-store");
            assertThat(request.bodyLine()).isEqualTo("{\"text\":\"before any input\"}");
            for (int i = 0; i < 5; i++) {
                request.send("{\"n\":" + i + "}\n");
                assertThat(stream.text()).isEqualTo("{\"n\":" + i + "}");
                stream.send("{\"out\":" + i + "}");
                assertThat(request.bodyLine()).isEqualTo("{\"json\":{\"out\":" + i + "}}");
            }
            stream.send(new byte[] {0, 1});
            assertThat(request.bodyLine()).isEqualTo("{\"base64\":\"AAE=\"}");
            request.end();
            stream.inputsEnded.get(5, TimeUnit.SECONDS);
            stream.send("after all inputs");
            assertThat(request.bodyLine()).isEqualTo("{\"text\":\"after all inputs\"}");
            stream.end();
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void splitsLinesWhereverTheBodyIsSplit() throws Exception {
        byte[] body = "\r\n{\"☃\": \"\ud83d\ude00\"}\r\n\n  \n[1,\t2]\n \"é\"\n7".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(41);
        for (int round = 0; round < 5; round++) {
            try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
                Upstream stream = Upstream.next(opened);
                int at = 0;
                while (at < body.length) {
                    int next = Math.min(body.length, at + 1 + random.nextInt(1 + 2 * round));
                    request.send(Arrays.copyOfRange(body, at, next));
                    at = next;
                }
                request.end();
                assertThat(stream.text()).isEqualTo("{\"☃\": \"\ud83d\ude00\"}");
                assertThat(stream.text()).isEqualTo("[1,\t2]");
                assertThat(stream.text()).isEqualTo(" \"é\"");
                assertThat(stream.text()).isEqualTo("7");
                stream.inputsEnded.get(5, TimeUnit.SECONDS);
                assertThat(stream.inputsWaiting()).isZero();
                stream.end();
                assertThat(request.head().status()).isEqualTo(200);
                assertThat(request.bodyByte()).isNegative();
            }
        }
    }

    @Test
    void sendsAnyOtherBodyAsOneInput() throws Exception {
        Upstream.echo(gateway);
        byte[] bytes = new byte[3_000_000];
        new Random(42).nextBytes(bytes);
        for (byte[] body : new byte[][] {bytes, "1\n2\n".getBytes(StandardCharsets.US_ASCII), new byte[0]}) {
            TestBridge.Answer answer =
                    bridge.send("POST", "/api/v1/functions/f/stream", body, "Content-Type", "application/json");
            assertThat(answer.status()).isEqualTo(200);
            byte[] output = answer.json().has("base64")
                    ? answer.json().path("base64").binaryValue()
                    : answer.json().path("text").stringValue().getBytes(StandardCharsets.US_ASCII);
            assertThat(Arrays.equals(output, body)).isTrue();
        }
    }

    @Test
    void sendsEventsIfTheClientAcceptsThem() throws IOException {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", EVENTS)) {
            Upstream stream = Upstream.next(opened);
            stream.send("a\nb");
            Head head = request.head();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(request.event()).isEqualTo(new Event("output", "{\"text\":\"a\\nb\"}"));
            stream.send("[\n]");
            assertThat(request.event()).isEqualTo(new Event("output", "{\"json\":[ ]}"));
            stream.end();
            assertThat(request.event()).isEqualTo(new Event("end", "{\"outputs\":2}"));
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void sendsHeartbeatsWhileThereAreNoEvents() throws IOException {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", EVENTS)) {
            Upstream stream = Upstream.next(opened);
            assertThat(request.head().status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) {
                assertThat(request.bodyLine()).isEqualTo(":");
                assertThat(request.bodyLine()).isEmpty();
            }
            stream.end();
            assertThat(request.event()).isEqualTo(new Event("end", "{\"outputs\":0}"));
        }
    }

    @Test
    void outlastsTheReadTimeoutOfTheContainerIfBlankLinesAreSent() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            Upstream stream = Upstream.next(opened);
            for (int i = 0; i < 6; i++) {
                request.send("\n");
                TimeUnit.MILLISECONDS.sleep(300);
            }
            request.send("1\n");
            assertThat(stream.text()).isEqualTo("1");
        }
    }

    @Test
    void mayHaveNoOutputs() throws IOException {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            request.end();
            Upstream.next(opened).end();
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyByte()).isNegative();
        }
    }

    @Test
    void isCancelledIfTheClientOfEventsDisconnects() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", EVENTS)) {
            Upstream stream = Upstream.next(opened);
            stream.send("a");
            assertThat(request.head().status()).isEqualTo(200);
            request.reset();
            stream.cancelled.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void isCancelledIfTheClientDisconnectsWithinTheBody() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            Upstream stream = Upstream.next(opened);
            request.send("1\n");
            assertThat(stream.text()).isEqualTo("1");
            request.reset();
            stream.cancelled.get(20, TimeUnit.SECONDS);
            await().until(() -> bridge.get("/actuator/prometheus").body().contains("bridge_streams_open 0.0"));
        }
    }

    @Test
    void keepsTheConnectionForOtherRequests() throws Exception {
        try (TestRequest request = TestRequest.open(bridge.port(), "f", NDJSON)) {
            request.end();
            Upstream stream = Upstream.next(opened);
            stream.inputsEnded.get(10, TimeUnit.SECONDS); // a connection whose body has not been read is not kept
            stream.end();
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.bodyByte()).isNegative();
            request.request("GET", "/livez", "Host", "bridge");
            assertThat(request.head().status()).isEqualTo(200);
        }
    }

    @Test
    void isSeparateFromOthersAtTheSameTime() {
        Upstream.echo(gateway);
        IntStream.range(0, CONCURRENT_STREAMS).parallel().forEach(i -> {
            String body = "{\"n\":" + i + "}\n[" + i + "]\n";
            TestBridge.Answer answer = bridge.send("POST", "/api/v1/functions/f/stream", body, NDJSON);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"json\":{\"n\":" + i + "}}\n{\"json\":[" + i + "]}\n");
        });
        Upstream.refuse(gateway, Status.NOT_FOUND);
        IntStream.range(0, CONCURRENT_STREAMS)
                .parallel()
                .forEach(i -> assertThat(bridge.send("POST", "/api/v1/functions/f/stream", "1", NDJSON)
                                .status())
                        .isEqualTo(404));
    }
}
