package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dcf.bridge.TestBridge;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status and content type of a function that speaks HTTP. The function returns what the request asks for. */
class FunctionStatusTests {

    private static HttpServer function;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        function = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        function.createContext("/", exchange -> {
            String[] asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\\|");
            byte[] answer =
                    exchange.getRequestHeaders().getFirst("Content-Type").getBytes(StandardCharsets.UTF_8);
            int status = Integer.parseInt(asked[0]);
            if (asked.length > 1) {
                exchange.getResponseHeaders().add("Content-Type", asked[1]);
            }
            exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
            if (status != 204) {
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        function.start();
        bridge = TestBridge.embedded();
        TestBridge.Answer deployed = bridge.post(
                "/api/v1/functions", """
                {"service":"f","image":"team/f:1","annotations":{"dcf.io/address":"http://localhost:%d"}}""".formatted(function.getAddress().getPort()));
        assertThat(deployed.status()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        function.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200|application/json, 200, application/json",
        "200, 200, text/plain;charset=UTF-8",
        "200|nonsense, 200, text/plain;charset=UTF-8",
        "201|text/html;charset=utf-8, 201, text/html;charset=utf-8",
        "404|text/plain, 404, text/plain",
        "503|text/plain, 503, text/plain"
    })
    void returnsStatusAndContentType(String asked, int status, String type) {
        TestBridge.Answer answer = bridge.send("POST", "/function/f", asked, "Content-Type", "text/x-asking");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.body()).isEqualTo("text/x-asking");
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 700, 999})
    void refusesInvalidStatuses(int status) {
        TestBridge.Answer answer =
                bridge.send("POST", "/function/f", status + "|text/plain", "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("detail").stringValue()).contains("'" + status + "'");
        assertThat(answer.body()).doesNotContain("text/plain");
    }

    @Test
    void returnsResponsesWithoutContent() {
        TestBridge.Answer answer = bridge.send("POST", "/function/f", "204", "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }
}
