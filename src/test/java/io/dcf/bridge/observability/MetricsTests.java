package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionRequest;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metrics that Prometheus scrapes. */
class MetricsTests {

    /** The name of a metric in a query, before its labels; a dashboard's JSON escapes quotes. */
    private static final Pattern METRIC = Pattern.compile("\\b([a-z_:]+)\\{[a-z_]+=~?\\\\?\"");

    @Test
    void tellOfInvocationsByFunctionAndCode() {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            bridge.send("POST", "/function/echo", "hello");
            bridge.send("POST", "/api/v1/functions/echo/invocations", "hello");
            bridge.send("POST", "/function/ghost", "x");
            await().untilAsserted(
                            () -> assertThat(scrape(bridge))
                                    .contains(
                                            "http_server_requests_seconds_count{error=\"none\",exception=\"none\",method=\"POST\",outcome=\"CLIENT_ERROR\",status=\"404\",uri=\"/function/{name}\"} 1"));
            assertThat(scrape(bridge))
                    .contains("bridge_invocations_seconds_count{code=\"OK\",function=\"echo\"} 2")
                    .contains("bridge_invocations_seconds_bucket{code=\"OK\",function=\"echo\",le=\"0.25\"}")
                    .contains("bridge_invocations_seconds_count{code=\"NOT_FOUND\",function=\"other\"} 1")
                    .contains("bridge_invocations_in_flight 0.0")
                    .contains("bridge_invocation_input_bytes_sum 11.0")
                    .contains("bridge_invocation_output_bytes_sum 10.0")
                    .contains("bridge_gateway_channel_state{state=\"READY\"} 1.0")
                    .contains("bridge_build{java=")
                    .containsPattern(
                            "grpc_client_processing_duration_seconds_count\\{.*method=\"Invokes\".*statusCode=\"OK\"} 2")
                    .containsPattern(
                            "grpc_client_processing_duration_seconds_bucket\\{.*method=\"Invokes\".*le=\"0.25\"}")
                    .containsPattern(
                            "http_server_requests_seconds_bucket\\{.*status=\"201\",uri=\"/api/v1/functions\",le=\"0.5\"}");
        }
    }

    @Test
    void tellOfRequestsThatNoRouteTakes() throws IOException {
        try (TestBridge bridge = TestBridge.embedded();
                Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.getOutputStream()
                    .write("GET /% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
            for (int i = 0; i < 3; i++) {
                bridge.send("BREW", "/teapots/" + i, "");
            }
            await().untilAsserted(() -> assertThat(scrape(bridge)
                            .lines()
                            .filter(line -> line.startsWith("http_server_requests_seconds_count")))
                    .anyMatch(line -> line.contains("method=\"GET\"") && line.contains("status=\"400\""))
                    .anyMatch(line -> line.contains("method=\"UNKNOWN\"") && line.endsWith(" 3"))
                    .noneMatch(line -> line.contains("teapots")));
        }
    }

    @Test
    void tellHowManyInvocationsWait() throws IOException {
        Queue<StreamObserver<Object>> waiting = new ConcurrentLinkedQueue<>();
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            gateway.on("Invoke", (request, reply) -> waiting.add(reply));
            CompletableFuture<?> answer = bridge.sendAsync("POST", "/function/f", "x");
            await().until(() -> waiting.size() == 1);
            assertThat(scrape(bridge)).contains("bridge_invocations_in_flight 1.0");
            TestGateway.Answer.msg("done").to("", waiting.remove());
            answer.join();
            assertThat(scrape(bridge)).contains("bridge_invocations_in_flight 0.0");
        }
    }

    @Test
    void nameAFunctionThatHasNeverSucceeded() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway, "--bridge.gateway.breaker.enabled=false")) {
            gateway.on(
                    "GetMeta",
                    (request, reply) -> TestGateway.Answer.with(
                                    ((FunctionRequest) request)
                                                    .getFunctionName()
                                                    .equals("broken")
                                            ? Function.newBuilder()
                                                    .setName("broken")
                                                    .build()
                                            : Status.NOT_FOUND.asException())
                            .to(request, reply));
            for (Status failure : List.of(Status.UNAVAILABLE, Status.INTERNAL, Status.FAILED_PRECONDITION)) {
                gateway.on("Invoke", TestGateway.Answer.with(failure.asException()));
                bridge.send("POST", "/function/broken", "x");
                for (int i = 0; i < 150; i++) {
                    bridge.send("POST", "/function/ghost" + i, "x");
                }
            }
            await().untilAsserted(() -> assertThat(scrape(bridge))
                    .contains(
                            "bridge_invocations_seconds_count{code=\"UNAVAILABLE\",function=\"broken\"} 1",
                            "bridge_invocations_seconds_count{code=\"INTERNAL\",function=\"broken\"} 1",
                            "bridge_invocations_seconds_count{code=\"UNAVAILABLE\",function=\"other\"} 150",
                            "bridge_invocations_seconds_count{code=\"FAILED_PRECONDITION\",function=\"other\"} 150")
                    .doesNotContain("function=\"ghost"));
        }
    }

    @Test
    void areBoundedInTheirLabels() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway)) {
            for (int i = 0; i < 150; i++) {
                bridge.send("POST", "/function/f" + i, "x");
            }
            String metrics = scrape(bridge);
            assertThat(metrics.lines().filter(line -> line.startsWith("bridge_invocations_seconds_count")))
                    .hasSize(101)
                    .anyMatch(
                            line -> line.equals("bridge_invocations_seconds_count{code=\"OK\",function=\"other\"} 50"));
        }
    }

    @Test
    void leaveLogLevelsChangeableAtRunTime() {
        try (TestBridge bridge = TestBridge.embedded()) {
            String logger = "/actuator/loggers/io.dcf.bridge.requests";
            assertThat(bridge.get(logger).json().path("effectiveLevel").stringValue())
                    .isEqualTo("INFO");
            assertThat(bridge.post(logger, "{\"configuredLevel\":\"WARN\"}").status())
                    .isEqualTo(204);
            assertThat(bridge.get(logger).json().path("effectiveLevel").stringValue())
                    .isEqualTo("WARN");
        }
    }

    @Test
    void areAllThatDashboardsAndAlertsAskFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("helm", "dcf-bridge"))) {
            for (Path file : files.filter(each -> each.toString().matches(".*/(dashboards|alerts)/[^/]+"))
                    .toList()) {
                METRIC.matcher(Files.readString(file)).results().forEach(found -> asked.add(found.group(1)));
            }
        }
        asked.remove("up"); // Prometheus' own
        assertThat(asked).hasSizeGreaterThanOrEqualTo(6);
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
            bridge.send("POST", "/function/echo", "hello");
            bridge.send("POST", "/function/ghost", "hello");
            await().untilAsserted(() -> assertThat(asked)
                    .allSatisfy(metric -> assertThat(scrape(bridge)).containsPattern("(?m)^" + metric + "(\\{| )")));
        }
    }

    private static String scrape(TestBridge bridge) {
        return bridge.get("/actuator/prometheus").body();
    }
}
