package io.dcf.bridge.invocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to a function that speaks HTTP, through the bridge and the embedded gateway. */
class HttpInvocationsTests {

    private static final String INVOCATIONS = "/api/v1/functions/f/invocations";

    private static TestFunction function;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        function = new TestFunction();
        function.on("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            TestFunction.answer(exchange, 302, "");
        });
        function.on("/headers", exchange -> {
            var headers = exchange.getResponseHeaders();
            headers.add("ETag", "\"v1\"");
            headers.add("Cache-Control", "max-age=60");
            headers.add("WWW-Authenticate", "Basic realm=\"mine\"");
            headers.add("Retry-After", "7");
            headers.add("Link", "<a>; rel=next");
            headers.add("Link", "<b>; rel=prev");
            headers.add("X-Own", "my own");
            headers.add("Vary", "Accept-Language");
            headers.add("Set-Cookie", "a=b");
            headers.add("Connection", "keep-alive, X-Hop");
            headers.add("Access-Control-Allow-Origin", "*");
            headers.add("Content-Security-Policy", "default-src *");
            headers.add("X-Frame-Options", "ALLOWALL");
            headers.add("X-Call-Id", "mine");
            headers.add("X-Accel-Redirect", "/internal");
            headers.add("Strict-Transport-Security", "max-age=0");
            TestFunction.answer(exchange, 401, "who?");
        });
        function.on("/long-headers", exchange -> {
            exchange.getResponseHeaders().add("X-Long", "x".repeat(3500));
            TestFunction.answer(exchange, 200, "");
        });
        function.on("/too-long-headers", exchange -> {
            exchange.getResponseHeaders().add("X-Long", "x".repeat(9000));
            TestFunction.answer(exchange, 200, "");
        });
        function.on("/none", exchange -> exchange.sendResponseHeaders(204, -1));
        function.on("/unchanged", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"v1\"");
            exchange.sendResponseHeaders(304, -1);
        });
        function.on("/sized", exchange -> TestFunction.answer(exchange, 200, "0123456789"));
        function.on("/zipped", exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            byte[] zipped = gzip("zipped");
            exchange.sendResponseHeaders(200, zipped.length);
            exchange.getResponseBody().write(zipped);
        });
        function.on("/size", exchange -> {
            long size = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            TestFunction.answer(exchange, 200, size + " of " + length);
        });
        function.on("/large", exchange -> {
            String[] asked = exchange.getRequestURI().getQuery().split("=");
            int size = Integer.parseInt(asked[1]);
            exchange.sendResponseHeaders(200, asked[0].equals("length") ? size : 0);
            exchange.getResponseBody().write(new byte[size]);
        });
        bridge = TestBridge.embedded(
                "--bridge.security.origins=https://app.example.org",
                "--bridge.limits.memory=16MB",
                "--bridge.limits.http-request-size=30MB",
                "--bridge.limits.http-reply-size=30MB");
        function.deploy(bridge, "f");
        bridge.post("/api/v1/functions", "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        function.close();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String firstLine(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().findFirst().orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "'?a=b', /?a=b",
        "/, /",
        "/greet?name=Kim&name=Lee&limit, /greet?name=Kim&name=Lee&limit",
        "/a/b/, /a/b/",
        "/caf%C3%A9/a%20b?q=%2F+%C3%A9, /caf%C3%A9/a%20b?q=%2F+%C3%A9",
        "/invocations/stream, /invocations/stream"
    })
    void passesOnPathAndQueryUnchanged(String below, String seen) {
        for (String address : new String[] {"/function/f", "/function/%66", INVOCATIONS}) {
            assertThat(firstLine(bridge.get(address + below)))
                    .as(address + below)
                    .isEqualTo("GET " + seen);
        }
    }

    @Test
    void passesOnALonePercentSign() throws IOException {
        assertThat(Raw.ask(bridge.port(), "GET /function/f/x?100%&a=%41 HTTP/1.1\nHost: x\nConnection: close\n\n"))
                .contains("GET /x?100%25&a=%41");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%2Fb", "/../f", "/%2e%2e/f", "/a;b=c", "//a", "/a%5Cb", "/%00"})
    void refusesAmbiguousPaths(String below) throws IOException {
        for (String address : new String[] {"/function/f", INVOCATIONS}) {
            assertThat(Raw.ask(bridge.port(), "GET " + address + below + " HTTP/1.1\nHost: x\nConnection: close\n\n"))
                    .as(below)
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "QUERY"})
    void passesOnAllMethods(String method) {
        assertThat(firstLine(bridge.send(method, "/function/f/x", ""))).isEqualTo(method + " /x");
        assertThat(firstLine(bridge.send(method, INVOCATIONS, "body"))).isEqualTo(method + " /");
        assertThat(bridge.send(method, "/function/f", "body").body()).endsWith("\n\nbody");
    }

    @Test
    void returnsNoBodyForHead() {
        Answer answer = bridge.send("HEAD", "/function/f/sized", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).isEqualTo("10");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT"})
    void refusesOtherMethods(String method) {
        assertThat(bridge.send(method.equals("CONNECT") ? "TRACE" : method, "/function/f/x", "")
                        .status())
                .isIn(404, 405);
    }

    @Test
    void passesOnHeaders() {
        Answer answer = bridge.send(
                "POST",
                "/function/f/hook",
                "body",
                "X-Hub-Signature-256",
                "sha256=abc",
                "Content-Type",
                "application/vnd.mine+json",
                "Accept",
                "a/b",
                "Accept",
                "c/d",
                "If-None-Match",
                "\"v1\"",
                "Range",
                "bytes=0-1",
                "X-Request-Id",
                "my-id");
        assertThat(answer.body().lines())
                .contains(
                        "x-hub-signature-256: sha256=abc",
                        "content-type: application/vnd.mine+json",
                        "accept: a/b, c/d",
                        "if-none-match: \"v1\"",
                        "range: bytes=0-1",
                        "content-length: 4",
                        "x-call-id: my-id",
                        "x-request-id: my-id",
                        "x-forwarded-for: 127.0.0.1",
                        "x-forwarded-proto: http",
                        "x-forwarded-host: 127.0.0.1:" + bridge.port(),
                        "x-forwarded-prefix: /function/f")
                .anyMatch(line -> line.startsWith("traceparent: "));
    }

    @Test
    void removesHeadersOfTheBridgeAndTheConnection() {
        Answer answer = bridge.send(
                "GET",
                "/function/f",
                "",
                "Authorization",
                "Bearer secret",
                "Cookie",
                "a=secret",
                "Proxy-Authorization",
                "secret",
                "TE",
                "trailers",
                "X-Http-Method",
                "secret",
                "X-Http-Headers-Bin",
                "secret",
                "X-Forwarded-For",
                "6.6.6.6",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Prefix",
                "/evil",
                "Forwarded",
                "for=6.6.6.6",
                "X-Call-Id",
                "secret",
                "X-Timeout",
                "5s");
        assertThat(answer.body())
                .doesNotContain("secret", "6.6.6.6", "evil", "x-http-", "x-timeout", "\nte:", "x-dcf-");
    }

    @Test
    void removesHeadersThatConnectionNames() throws IOException {
        String answer = Raw.ask(bridge.port(), """
                GET /function/f HTTP/1.1
                Host: bridge
                Connection: close, X-Hop
                X-Hop: secret
                X-Kept: kept
                X-Latin: caf\u00e9

                """);
        assertThat(answer).contains("x-kept: kept", "x-latin: caf").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/f", INVOCATIONS})
    void returnsRedirects(String address) {
        Answer answer = bridge.get(address + "/moved");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/elsewhere");
        assertThat(bridge.post(address + "/moved", "x").status()).isEqualTo(302);
    }

    @Test
    void returnsHeadersExceptThoseOfTheBridge() {
        Answer answer = bridge.get("/function/f/headers", "Origin", "https://app.example.org");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("who?");
        assertThat(answer.header("ETag")).isEqualTo("\"v1\"");
        assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly("max-age=60");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"mine\"");
        assertThat(answer.header("Retry-After")).isEqualTo("7");
        assertThat(answer.response().headers().allValues("Link")).containsExactly("<a>; rel=next", "<b>; rel=prev");
        assertThat(answer.header("X-Own")).isEqualTo("my own");
        assertThat(answer.response().headers().allValues("Vary")).contains("Accept-Language", "Origin");
        assertThat(answer.header("Set-Cookie")).isEmpty();
        assertThat(answer.header("Connection")).isEmpty();
        assertThat(answer.header("X-Accel-Redirect")).isEmpty();
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
        assertThat(answer.response().headers().allValues("Access-Control-Allow-Origin"))
                .containsExactly("https://app.example.org");
        assertThat(answer.response().headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("sandbox");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("X-Call-Id")).isEqualTo(answer.header("X-Request-Id"));
        assertThat(answer.header("X-Duration-Seconds")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/long-headers, max-http-response-header-size", "/too-long-headers, logs"})
    void refusesLargeResponseHeaders(String path, String hint) {
        Answer answer = bridge.get("/function/f" + path);
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("hint").stringValue()).contains(hint);
    }

    @Test
    void returnsResponsesWithoutABody() {
        assertThat(bridge.get("/function/f/none").status()).isEqualTo(204);
        Answer unchanged = bridge.get("/function/f/unchanged");
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo("\"v1\"");
    }

    @Test
    void returnsEncodedResponses() throws IOException {
        Answer answer = bridge.get("/function/f/zipped", "Accept-Encoding", "gzip");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.bytes()).isEqualTo(gzip("zipped"));
    }

    @Test
    void decodesGzipBodies() throws IOException {
        Answer answer = bridge.send("PUT", "/function/f/x", gzip("zipped"), "Content-Encoding", "gzip");
        assertThat(answer.body()).endsWith("\n\nzipped").contains("content-length: 6");
        assertThat(answer.body()).doesNotContain("content-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/echo", "/api/v1/functions/echo/invocations"})
    void refusesOtherMethodsForFunctionsWithoutHttp(String address) {
        assertThat(bridge.post(address, "hello").body()).isEqualTo("hello");
        for (String method : new String[] {"GET", "PUT", "DELETE", "HEAD"}) {
            Answer refused = bridge.send(method, address, "");
            assertThat(refused.status()).as(method).isEqualTo(405);
            assertThat(refused.header("Allow")).isEqualTo("POST, OPTIONS");
            if (!method.equals("HEAD")) {
                assertThat(refused.json().path("hint").stringValue()).contains("dcf.io/address");
                assertThat(refused.json().path("detail").stringValue()).contains("echo");
            }
        }
        Answer below = bridge.post(address + "/x", "hello");
        assertThat(below.status()).isEqualTo(404);
        assertThat(below.json().path("hint").stringValue()).contains("dcf.io/address");
        assertThat(bridge.get(address + "/x").status()).isEqualTo(404);
        Answer options = bridge.send("OPTIONS", address, "");
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.header("Allow")).isEqualTo("POST, OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, (4 << 20) - 1, 4 << 20, (4 << 20) + 1, 20 << 20, 30 << 20})
    void passesOnBodiesOfAnySize(int size) throws Exception {
        assertThat(bridge.send("PUT", "/function/f/size", new byte[size]).body())
                .isEqualTo(size + " of " + (size == 0 ? "0" : size));
        assertThat(chunked("/function/f/size", size).body()).startsWith(size + " of ");
    }

    private static HttpResponse<String> chunked(String path, int size) throws Exception {
        try (var body = new ByteArrayInputStream(new byte[size])) {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + bridge.port() + path))
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .PUT(BodyPublishers.ofInputStream(() -> body))
                                    .build(),
                            BodyHandlers.ofString());
        }
    }

    @Test
    void refusesLargeBodies() throws Exception {
        assertThat(Raw.ask(
                        bridge.port(),
                        "PUT /function/f/size HTTP/1.1\nHost: x\nConnection: close\nContent-Length: 31457281\n\n"))
                .startsWith("HTTP/1.1 413")
                .contains("bridge.limits.http-request-size");
        HttpResponse<String> refused = chunked("/function/f/size", (30 << 20) + 1);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("bridge.limits.http-request-size");
    }

    @ParameterizedTest
    @CsvSource({"5, length", "5, none", "25, length", "25, none", "30, length", "30, none"})
    void returnsBodiesOfAnySize(int mebibytes, String framing) {
        Answer answer = bridge.get("/function/f/large?" + framing + "=" + (mebibytes << 20));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).hasSize(mebibytes << 20);
        assertThat(answer.header("Content-Length"))
                .isEqualTo(framing.equals("length") ? Integer.toString(mebibytes << 20) : "");
    }

    @Test
    void refusesLargeResponses() {
        Answer refused = bridge.get("/function/f/large?length=" + (31 << 20));
        assertThat(refused.status()).isEqualTo(502);
        assertThat(refused.json().path("hint").stringValue()).contains("http-reply-size");
        assertThatThrownBy(() -> bridge.get("/function/f/large?none=" + (31 << 20)))
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void limitsBodiesOfFunctionsWithoutHttp() {
        Answer refused = bridge.send("POST", "/function/echo", new byte[5 << 20]);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.json().path("detail").stringValue()).contains("exceeds the gateway's limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/nobody/x", "/function/nobody"})
    void returns404ForAnUnknownFunction(String path) {
        assertThat(bridge.get(path).status()).isEqualTo(404);
        assertThat(bridge.get(path).json().path("code").stringValue()).isEqualTo("NOT_FOUND");
    }

    @Test
    void refusesPagesOfOtherOrigins() {
        String path = "/function/f/x";
        Answer preflight = bridge.send(
                "OPTIONS", path, "", "Origin", "https://app.example.org", "Access-Control-Request-Method", "PATCH");
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH");
        assertThat(preflight.body()).isEmpty();
        assertThat(bridge.send(
                                "OPTIONS",
                                path,
                                "",
                                "Origin",
                                "https://evil.example",
                                "Access-Control-Request-Method",
                                "GET")
                        .status())
                .isEqualTo(403);
        for (String site : new String[] {"cross-site", "same-site"}) {
            assertThat(bridge.get(path, "Sec-Fetch-Site", site).status()).isEqualTo(403);
            assertThat(bridge.get("/api/v1/functions", "Sec-Fetch-Site", site).status())
                    .isEqualTo(200);
        }
        for (String site : new String[] {"same-origin", "none"}) {
            assertThat(bridge.get(path, "Sec-Fetch-Site", site).status()).isEqualTo(200);
        }
    }

    /** Requests that no HTTP client sends. */
    private static final class Raw {
        static String ask(int port, String request) throws IOException {
            try (var socket = new java.net.Socket("127.0.0.1", port)) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
        }
    }
}
