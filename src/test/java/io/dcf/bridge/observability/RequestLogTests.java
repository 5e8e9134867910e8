package io.dcf.bridge.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class RequestLogTests {

    private static final String LOGGER = "io.dcf.bridge.requests";
    private static final String DEPLOY = "{\"service\":\"echo\",\"image\":\"builtin/echo\"}";

    /** Boot keeps this property for later starts in the same process. */
    @AfterEach
    void logsAsUsual() {
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    }

    @Test
    void logsEachRequestOnce(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.post("/api/v1/functions", DEPLOY);
            bridge.send(
                    "POST",
                    "/function/echo?secret=query",
                    "hidden body",
                    "X-Request-Id",
                    "my-id",
                    "Cookie",
                    "hidden=1");
            bridge.send("POST", "/function/ghost", "x");
            bridge.get("/actuator/health/readiness");
            bridge.get("/readyz");
            bridge.get("/nowhere");
            await().until(() -> lines(output).size() == 4);
        }
        assertThat(lines(output).get(0)).contains("POST /api/v1/functions status=201 operation=deploy", "bytesIn=41");
        assertThat(lines(output).get(1))
                .contains("POST /function/echo status=200 operation=trigger function=echo bytesIn=11 bytesOut=11")
                .contains("caller=127.0.0.1", "callId=my-id", "trace=");
        assertThat(lines(output).get(2)).contains("status=404 code=NOT_FOUND", "function=ghost");
        assertThat(lines(output).get(3)).contains("GET /nowhere status=404");
        assertThat(output.getAll()).doesNotContain("hidden", "secret=query");
    }

    @Test
    void logsRequestsThatTomcatRefuses(CapturedOutput output) throws IOException {
        try (TestBridge bridge = TestBridge.embedded();
                Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.getOutputStream()
                    .write("GET /% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
            await().until(() -> lines(output).size() == 1);
        }
        assertThat(lines(output).get(0)).contains("GET /% status=400");
    }

    @Test
    void logsTheStatusThatTheClientSaw(CapturedOutput output) throws IOException {
        try (TestBridge bridge = TestBridge.embedded();
                Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.getOutputStream()
                    .write("POST /function/f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400");
            await().until(() -> lines(output).size() == 1);
        }
        assertThat(lines(output).get(0)).contains("POST /function/f status=400");
    }

    @Test
    void keepsClientsFromForgingLines(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded()) {
            bridge.send("POST", "/function/a%0d%0aFORGED", "x");
            await().until(() -> lines(output).size() == 1);
        }
        assertThat(output.getAll().lines()).noneMatch(line -> line.startsWith("FORGED"));
    }

    @Test
    void writesFieldsInStructuredLogs(CapturedOutput output) {
        try (TestBridge bridge = TestBridge.embedded("--logging.structured.format.console=logstash")) {
            bridge.post("/api/v1/functions", DEPLOY);
            bridge.send("POST", "/function/echo", "x", "X-Request-Id", "my-id");
            await().until(() -> lines(output).size() == 2);
            LoggerFactory.getLogger(getClass())
                    .error("boom\nFORGED\u001b\u009b", new IllegalStateException("\nFORGED"));
        }
        assertThat(output.getAll().lines()).noneMatch(each -> each.startsWith("FORGED"));
        assertThat(output.getAll()).doesNotContain("\u001b", "\u009b");
        assertBanner(output);
        JsonNode line = JsonMapper.shared().readTree(lines(output).get(1));
        assertThat(line.path("message").stringValue()).isEqualTo("POST /function/echo"); // no field is repeated
        assertThat(line.path("status").intValue()).isEqualTo(200);
        assertThat(line.path("operation").stringValue()).isEqualTo("trigger");
        assertThat(line.path("function").stringValue()).isEqualTo("echo");
        assertThat(line.path("callId").stringValue()).isEqualTo("my-id");
        assertThat(line.path("millis").doubleValue()).isPositive();
    }

    /** One event, whose URLs and settings are fields. */
    private static void assertBanner(CapturedOutput output) {
        List<String> events = output.getOut()
                .lines()
                .filter(line -> line.contains("StartupBanner"))
                .toList();
        assertThat(events).hasSize(1);
        JsonNode banner = JsonMapper.shared().readTree(events.get(0));
        assertThat(banner.path("message").asString()).isEqualTo("DCF Bridge is ready");
        assertThat(banner.path("version").asString()).isNotEmpty();
        String console = banner.path("console").asString();
        assertThat(console).matches("http://localhost:\\d+/console/");
        String url = console.substring(0, console.length() - "console/".length());
        assertThat(banner.path("api").asString()).isEqualTo(url + "api/v1");
        assertThat(banner.path("swaggerUi").asString()).isEqualTo(url + "swagger-ui/index.html");
        assertThat(banner.path("openapi").asString()).isEqualTo(url + "v3/api-docs");
        assertThat(banner.path("gateway").asString()).contains("embedded, at 127.0.0.1:", "dialect guide");
        assertThat(banner.path("data").asString()).contains("in memory");
        assertThat(banner.path("security").asString()).startsWith("none");
        assertThat(banner.path("threads").asString()).isNotEmpty();
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains(LOGGER)).toList();
    }
}
