package io.dcf.bridge.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestRequest.Event;
import io.dcf.bridge.TestSocket;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients see of a shutdown. */
class ShutdownTests {

    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int TERMINATED = 128 + 15;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** One process for all assertions, since each process costs seconds of CPU. */
    @Test
    void answersEveryRequest() throws Exception {
        try (ShutdownProcess bridge = new ShutdownProcess(
                "--bridge.shutdown.pause=" + PAUSE.toMillis() + "ms",
                "--bridge.shutdown.grace=" + GRACE.toMillis() + "ms")) {
            deploy(bridge, "echo", "echo", "0s");
            deploy(bridge, "short", "sleep", "4s");
            deploy(bridge, "long", "sleep", "60s");
            var shortCall = send(bridge, "POST", "/function/short", "in time");
            var longCall = send(bridge, "POST", "/function/long", "too late");
            TestRequest stream = TestRequest.open(
                            bridge.port(),
                            "echo",
                            "Accept",
                            "text/event-stream",
                            "Content-Type",
                            "application/x-ndjson")
                    .send("1\n");
            TestRequest log =
                    TestRequest.get(bridge.port(), "/api/v1/functions/echo/logs", "Accept", "text/event-stream");
            TestSocket quiet = TestSocket.open(bridge.port(), "echo");
            TestSocket waiting = TestSocket.open(bridge.port(), "long");
            TestSocket answered = TestSocket.open(bridge.port(), "short");
            try (stream;
                    log;
                    quiet;
                    waiting;
                    answered) {
                assertThat(log.head().status()).isEqualTo(200);
                assertThat(log.event().name()).isEqualTo("line");
                waiting.text("too late");
                answered.text("in time");
                assertThat(stream.head().status()).isEqualTo(200);
                assertThat(stream.event().name()).isEqualTo("output"); // and there may be more
                long signalled = System.nanoTime();
                bridge.terminate();
                await().until(() -> get(bridge, "/readyz").statusCode() == 503);
                assertThat(get(bridge, "/livez").statusCode()).isEqualTo(200);
                HttpResponse<String> late =
                        send(bridge, "POST", "/function/echo", "still here").join();
                assertThat(late.statusCode()).isEqualTo(200);
                assertThat(late.body()).isEqualTo("still here");
                assertThat(late.headers().firstValue("Connection")).hasValue("close");
                try (TestSocket another = TestSocket.open(bridge.port(), "echo")) {
                    another.text("and here");
                    assertThat(another.message().text()).isEqualTo("and here");
                }
                assertThat(since(signalled))
                        .as("the machine is too slow for this test")
                        .isLessThan(PAUSE);

                await().until(() -> refuses(bridge));
                assertThat(since(signalled)).isGreaterThan(PAUSE);
                assertThat(shortCall.join().statusCode()).isEqualTo(200);
                assertThat(shortCall.join().body()).isEqualTo("in time");
                assertThat(answered.message().text()).isEqualTo("in time");
                assertThat(answered.message().code()).isEqualTo(1001);
                assertThat(quiet.message().code()).isEqualTo(1001);
                assertThat(last(log).name()).isEqualTo("end");

                JsonNode problem = JsonMapper.shared().readTree(longCall.join().body());
                assertThat(longCall.join().statusCode()).isEqualTo(503);
                assertThat(longCall.join().headers().firstValue("Retry-After")).isPresent();
                assertThat(problem.path("code").stringValue()).isEqualTo("UNAVAILABLE");
                assertThat(problem.path("retryable").booleanValue()).isFalse();
                assertThat(problem.path("detail").stringValue()).contains("The bridge shuts down");
                Event end = last(stream);
                assertThat(end.name()).isEqualTo("problem");
                assertThat(end.data()).contains("The bridge shuts down");
                assertThat(waiting.message().code()).isEqualTo(1001);
                assertThat(bridge.exitValue()).isIn(0, TERMINATED);
                assertThat(since(signalled)).isLessThan(PAUSE.plus(GRACE).plusSeconds(3));
                assertThat(bridge.log()).noneMatch(line -> line.contains(" ERROR "));
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The last event, after which the response ends. */
    private static Event last(TestRequest request) throws IOException {
        Event last = request.event();
        while (last.name().equals("line")) {
            last = request.event();
        }
        assertThat(request.bodyByte()).isNegative();
        return last;
    }

    private static boolean refuses(ShutdownProcess bridge) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    private void deploy(ShutdownProcess bridge, String name, String image, String delay) {
        String definition = "{\"service\":\"%s\",\"image\":\"builtin/%s\",\"envVars\":{\"DELAY\":\"%s\"}}";
        assertThat(send(bridge, "POST", "/api/v1/functions", definition.formatted(name, image, delay))
                        .join()
                        .statusCode())
                .isEqualTo(201);
    }

    private HttpResponse<String> get(ShutdownProcess bridge, String path) {
        return send(bridge, "GET", path, "").join();
    }

    private CompletableFuture<HttpResponse<String>> send(
            ShutdownProcess bridge, String method, String path, String body) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + path))
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
