package io.dcf.bridge.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid requests get a problem with the right status, field and hint, and change nothing. */
@Tag("any-jdk")
class BadInputTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded("--bridge.limits.request-size=100KB", "--bridge.limits.http-request-size=100KB");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @AfterEach
    void assertNothingWasDeployed() {
        assertThat(bridge.get(FUNCTIONS).body()).isEqualTo("{\"functions\":[]}");
        assertThat(bridge.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{bad | | line 1, column 2",
                "`` | | missing",
                "[] | | not an array",
                "\"x\" | | not a string",
                "null | | ",
                "{} | /service | ",
                "{\"service\":\"a\",\"service\":\"b\"} | | Duplicate",
                "{\"service\":\"a\",\"Service\":\"b\",\"image\":\"i\"} | /Service | given twice",
                "{\"service\":\"a\",\"image\":\"i\"} x | | not valid JSON",
                "{\"service\":\"a\"} | /image | is required",
                "{\"service\":\"a\",\"image\":null} | /image | is required",
                "{\"service\":\"a\",\"image\":\" \"} | /image | container image",
                "{\"service\":\"Echo_1\",\"image\":\"i\"} | /service | a-z",
                "{\"service\":\"a2345678901234567890123456789012345678901234567890123456789012345\",\"image\":\"i\"} | /service | 63",
                "{\"servise\":\"a\",\"image\":\"i\"} | /servise | Unknown member \\\"servise\\\". Did you mean \\\"service\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"colour\":1} | /colour | Unknown member \\\"colour\\\". Known members: service, image, envVars, ",
                "{\"name\":\"a\",\"image\":\"i\"} | /name | Unknown member \\\"name\\\". Did you mean \\\"service\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"env\":{}} | /env | Unknown member \\\"env\\\". Did you mean \\\"envVars\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"environment\":{}} | /environment | Unknown member \\\"environment\\\". Did you mean \\\"envVars\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"Secret\":[]} | /Secret | Unknown member \\\"Secret\\\". Did you mean \\\"secrets\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"replica\":2} | /replica | Unknown member \\\"replica\\\". Did you mean \\\"minReplicas\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"memory\":\"1Mi\"} | /memory | Unknown member \\\"memory\\\". Did you mean \\\"/limits/memory\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"limits\":{\"mem\":\"1Mi\"}} | /limits/mem | Unknown member \\\"mem\\\". Did you mean \\\"memory\\\"?",
                "{\"service\":5,\"image\":\"i\"} | /service | not a number",
                "{\"service\":\"a\",\"image\":true} | /image | not true or false",
                "{\"service\":\"a\",\"image\":\"i\",\"envVars\":{\"A\":1}} | /envVars/A | not a number",
                "{\"service\":\"a\",\"image\":\"i\",\"envVars\":{\"1A\":\"x\"}} | /envVars/1A | named by letters",
                "{\"service\":\"a\",\"image\":\"i\",\"envVars\":{\"A\":null}} | /envVars/A | not null",
                "{\"service\":\"a\",\"image\":\"i\",\"envVars\":[]} | /envVars | must be an object",
                "{\"service\":\"a\",\"image\":\"i\",\"secrets\":{}} | /secrets | must be an array",
                "{\"service\":\"a\",\"image\":\"i\",\"secrets\":[1]} | /secrets/0 | not a number",
                "{\"service\":\"a\",\"image\":\"i\",\"limits\":\"x\"} | /limits | must be a JSON object",
                "{\"service\":\"a\",\"image\":\"i\",\"limits\":{\"memory\":\"lots\"}} | /limits/memory | quantity",
                "{\"service\":\"a\",\"image\":\"i\",\"limits\":{\"memmory\":\"1\"}} | /limits/memmory | Unknown member \\\"memmory\\\". Did you mean \\\"memory\\\"?",
                "{\"service\":\"a\",\"image\":\"i\",\"minReplicas\":\"3\"} | /minReplicas | not a string",
                "{\"service\":\"a\",\"image\":\"i\",\"minReplicas\":0} | /minReplicas | 1 or more",
                "{\"service\":\"a\",\"image\":\"i\",\"minReplicas\":3,\"maxReplicas\":2} | /maxReplicas | less than minReplicas",
                "{\"service\":\"a\",\"image\":\"i\",\"annotations\":{\"a\":\"\\ud800\"}} | /annotations/a | Unicode"
            })
    void refusesDefinitions(String body, String pointer, String detail) {
        Answer answer = bridge.post(FUNCTIONS, body);
        assertProblem(answer, 400);
        assertThat(answer.pointsTo(pointer == null ? "" : pointer))
                .as(answer.body())
                .isTrue();
        assertThat(answer.body()).contains(detail == null ? "" : detail);
        assertThat(answer.json().path("hint").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | ?limits=1 | /limits | Did you mean \\\"limit\\\"?",
                "GET | ?Limit=1 | /Limit | Unknown query parameter \\\"Limit\\\". Did you mean \\\"limit\\\"?",
                "GET | ?limit=1&limit=2 | /limit | is given twice",
                "GET | ?continu=x | /continu | Did you mean \\\"continue\\\"?",
                "GET | /f/logs?follo | /follo | To follow a log, send Accept: text/event-stream.",
                "GET | /f/logs?lines=5 | /lines | Known parameters: since, tail.",
                "GET | ?offset=2 | /offset | Unknown query parameter \\\"offset\\\". Known parameters: limit, continue.",
                "GET | /f?limit=1 | /limit | has no query parameters",
                "GET | /f/logs?tails=1 | /tails | Did you mean \\\"tail\\\"?",
                "GET | /f/logs?follow=true | /follow | To follow a log, send Accept: text/event-stream.",
                "POST | ?dryRun=true | /dryRun | has no query parameters",
                "PUT | /f?force=true | /force | has no query parameters",
                "PUT | /f/replicas?replicas=2 | /replicas | has no query parameters",
                "DELETE | /f?force | /force | has no query parameters"
            })
    void refusesUnknownQueryParameters(String method, String query, String pointer, String detail) {
        String body = method.startsWith("P") ? "{\"service\":\"f\",\"image\":\"builtin/echo\"}" : "";
        Answer answer = bridge.send(method, FUNCTIONS + query, body, "Content-Type", "application/json");
        assertProblem(answer, 400);
        assertThat(answer.pointsTo(pointer)).as(answer.body()).isTrue();
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void refusesQueryParametersOfInfo() {
        assertProblem(bridge.get("/api/v1/info?verbose=1"), 400);
    }

    @Test
    void writesLatinDigitsInAnyLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(bridge.post(FUNCTIONS, "{bad").json().path("detail").stringValue())
                    .contains("line 1, column 2");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void reportsEveryViolationAtOnce() {
        Answer answer = bridge.post(
                FUNCTIONS,
                "{\"servise\":1,\"image\":[],\"limits\":{\"cpu\":\"x\",\"mem\":1},\"minReplicas\":1.5,\"labels\":{\"a b\":\"c d\"}}");
        assertProblem(answer, 400);
        assertThat(answer.json()
                        .path("violations")
                        .valueStream()
                        .map(each -> each.path("pointer").stringValue()))
                .containsExactlyInAnyOrder(
                        "/servise", "/service", "/image", "/limits/cpu", "/limits/mem", "/minReplicas", "/labels/a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void refusesDeepNesting(String level) {
        assertProblem(bridge.post(FUNCTIONS, level.repeat(10_000)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "18446744073709551616",
                "1e400",
                "\"3\"",
                "null",
                "true",
                "[]",
                "2147483648",
                "1e-1000000000",
                "1e1000000000"
            })
    void refusesReplicas(String number) {
        Answer answer = bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":" + number + "}");
        assertProblem(answer, 400);
        assertThat(answer.pointsTo("/replicas")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json;Q=x, 406",
        "application/json; Q =x, 406",
        "text/html;q=x, 406",
        "application/json;Q=0.5, 200"
    })
    void readsWeightsInAnyCase(String accept, int status) {
        assertThat(bridge.get(FUNCTIONS, "Accept", accept).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2e-9929999999", "2e9929999999", "-1.5e-9999999999999999999"})
    void refusesNumbersWhoseExponentIsOutOfRange(String number) {
        Answer answer = bridge.put(FUNCTIONS + "/f/replicas", "{\"replicas\":" + number + "}");
        assertProblem(answer, 400);
        assertThat(answer.json().path("detail").stringValue()).contains("exponent of a number is out of range");
    }

    /** The integers of JSON Schema. */
    @ParameterizedTest
    @ValueSource(strings = {"3", "3.0", "3e0", "0.3e1", "30e-1"})
    void acceptsWholeNumbersInAnyNotation(String number) {
        assertProblem(bridge.put(FUNCTIONS + "/ghost/replicas", "{\"replicas\":" + number + "}"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo_1", "a2345678901234567890123456789012345678901234567890123456789012345", "-"})
    void refusesNamesInPaths(String name) {
        for (Answer answer : allOperationsOn(name)) {
            assertProblem(answer, 400);
            assertThat(answer.pointsTo("/name")).isTrue();
        }
    }

    /** At OpenFaaS's path, b is a namespace that does not exist. */
    @Test
    void refusesNamesWithADotInPaths() {
        for (Answer answer : allOperationsOn("a.b")) {
            boolean trigger = answer.json().path("instance").stringValue().startsWith("/function/");
            assertProblem(answer, trigger ? 404 : 400);
            assertThat(answer.pointsTo("/name")).isNotEqualTo(trigger);
        }
    }

    @Test
    void returns404ForUnknownFunctions() {
        for (Answer answer : allOperationsOn("ghost")) {
            assertProblem(answer, 404);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("NOT_FOUND");
            assertThat(answer.json().path("hint").stringValue()).contains("/api/v1/functions");
        }
    }

    @Test
    void refusesOtherContentTypes() {
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml", "!!"}) {
            Answer answer = bridge.send(
                    "POST", FUNCTIONS, "{\"service\":\"a\",\"image\":\"builtin/echo\"}", "Content-Type", type);
            assertProblem(answer, 415);
            assertThat(answer.json().path("hint").stringValue()).contains("application/json");
        }
    }

    @Test
    void refusesUnsupportedAcceptHeaders() {
        assertProblem(bridge.get(FUNCTIONS, "Accept", "image/png"), 406);
        assertProblem(
                bridge.send(
                        "POST",
                        FUNCTIONS,
                        "{\"service\":\"a\",\"image\":\"builtin/echo\"}",
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "text/html"),
                406);
        Answer logs = bridge.get(FUNCTIONS + "/f/logs", "Accept", "application/json");
        assertProblem(logs, 406);
        assertThat(logs.json().path("hint").stringValue()).contains("text/plain", "application/x-ndjson");
    }

    @Test
    void refusesOtherMethods() {
        Answer answer = bridge.send("PATCH", FUNCTIONS, "");
        assertProblem(answer, 405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(answer.json().path("hint").stringValue()).contains("GET, HEAD, OPTIONS, POST");
        assertProblem(bridge.send("FOO", FUNCTIONS, ""), 405);
        assertProblem(bridge.get("/function/f"), 404);
        assertProblem(bridge.send("POST", "/actuator/health", ""), 405);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope",
                "/api/v1",
                "/api/v1/functions/f/nope",
                "/error",
                "/actuator",
                "/actuator/env",
                "/favicon.ico",
                "/api/v2/functions"
            })
    void returns404ForUnknownRoutes(String path) {
        Answer answer = bridge.get(path, "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertProblem(answer, 404);
        assertThat(answer.json().path("instance").stringValue()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /functions, /api/v1/functions",
        "GET /api/functions, /api/v1/functions",
        "GET /api/v1/functions/, /api/v1/functions",
        "GET /api/v1/funtions, /api/v1/functions",
        "GET /functions/echo, /api/v1/functions/echo",
        "POST /functions/echo, /function/echo",
        "POST /functions/echo/invoke, /api/v1/functions/echo/invocations",
        "GET /api/v1/functions/echo/log, /api/v1/functions/echo/logs",
        "GET /api/v1/function/echo, /api/v1/functions/echo",
        "GET /swagger, /swagger-ui.html",
        "GET /docs, /swagger-ui.html",
        "GET /health, /readyz",
        "GET /metrics, '/actuator/prometheus, on management.server.port if that is set'"
    })
    void suggestsASimilarRoute(String request, String route) {
        String[] parts = request.split(" ");
        Answer answer = bridge.send(parts[0], parts[1], "");
        assertProblem(answer, 404);
        assertThat(answer.json().path("hint").stringValue())
                .isEqualTo("Did you mean " + route + "? The API is documented at /swagger-ui.html and /v3/api-docs.");
    }

    @Test
    void returnsTheWholeMessageForAnUnsupportedImage() {
        String image = "registry.example/" + "a".repeat(200);
        Answer answer = bridge.post(FUNCTIONS, "{\"service\":\"f\",\"image\":\"" + image + "\"}");
        assertProblem(answer, 400);
        assertThat(answer.json().path("detail").stringValue())
                .contains(image, "builtin/echo", "builtin/fail")
                .doesNotEndWith("...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "tail=1&=x", "tail=%ff%"})
    void refusesMalformedQueries(String query) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.getOutputStream()
                    .write(("GET " + FUNCTIONS + "/f/logs?" + query
                                    + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("The query has a parameter");
        }
    }

    @ParameterizedTest
    @CsvSource({"tail=-1,/tail", "tail=,/tail", "tail=x,/tail", "tail=99999999999,/tail", "tail=1.5,/tail"})
    void refusesTails(String query, String pointer) {
        Answer answer = bridge.get(FUNCTIONS + "/f/logs?" + query);
        assertProblem(answer, 400);
        assertThat(answer.pointsTo(pointer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "",
                "600",
                "-10m",
                "10x",
                "99999999999999999999h",
                "9000000000000000000s",
                "2026-01-01",
                "2026-13-01T12:00:00Z",
                "2026-01-01T12:00:00",
                "2026-01-01T12:00:00Z%20x",
                "2026-01-01T12:00:00Z%0Ax"
            })
    void refusesSince(String since) {
        Answer answer = bridge.get(FUNCTIONS + "/f/logs?since=" + since);
        assertProblem(answer, 400);
        assertThat(answer.pointsTo("/since")).isTrue();
        assertThat(answer.body()).contains("10m", "RFC 3339 timestamp, such as 2026-01-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Timeout,soon",
        "X-Timeout,-1s",
        "X-Timeout,0s",
        "X-Timeout,999999999999999s",
        "Grpc-Timeout,1x",
        "Grpc-Timeout,123456789S",
        "Grpc-Timeout,0S"
    })
    void refusesTimeouts(String header, String value) {
        Answer answer = bridge.get(FUNCTIONS, header, value);
        assertProblem(answer, 400);
        assertThat(answer.pointsTo("/" + header)).isTrue();
    }

    @Test
    void refusesLargeBodies() throws IOException {
        byte[] body = new byte[200 * 1024];
        Arrays.fill(body, (byte) ' ');
        assertProblem(bridge.send("POST", "/function/f", body), 413);
        assertProblem(bridge.send("POST", FUNCTIONS, body, "Content-Type", "application/json"), 413);
        for (String path : new String[] {"/function/f", FUNCTIONS}) {
            String answer = raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n32000\r\n"
                    + new String(body, StandardCharsets.US_ASCII)
                    + "\r\n0\r\n\r\n");
            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "bridge.limits.request-size");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET /% HTTP/1.1 | 400",
                "GET /api/v1/functions/..%2f HTTP/1.1 | 400",
                "GET /api/v1/functions/%00 HTTP/1.1 | 400",
                "GET /api/v1/functions/%5c HTTP/1.1 | 400",
                "GET /{bad} HTTP/1.1 | 400",
                "GET /api/../../etc/passwd HTTP/1.1 | 400",
                "GARBAGE | 400",
                "GET / HTTP/9.9 | 505",
                "TRACE /api/v1/functions HTTP/1.1 | 405",
                "TRACE /api/v1/functions/f/logs?since=10m HTTP/1.1 | 405",
                "CONNECT x:1 HTTP/1.1 | 501"
            })
    void returnsProblemsForRequestsThatTomcatRefuses(String requestLine, int status) throws IOException {
        String answer = raw(requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("Content-Type: application/problem+json");
        assertThat(answer).contains("\"status\":" + status).doesNotContainIgnoringCase("<html", "apache", "exception");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/functions, 405, 'GET,HEAD,POST,OPTIONS'",
        "/api/v1/functions/f/replicas, 405, 'PUT,OPTIONS'",
        "/livez, 405, 'GET,HEAD,OPTIONS'",
        "/console/, 405, 'GET,HEAD,OPTIONS'",
        "/nowhere, 404,"
    })
    void refusesTraceWithTheAllowedMethods(String path, int status, String allow) throws IOException {
        String answer = raw("TRACE " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Secret: s3cret\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "X-Request-Id: ", "\"traceId\":")
                .doesNotContain("s3cret", "Accept-Patch");
        if (allow != null) {
            String named = answer.lines()
                    .filter(line -> line.startsWith("Allow: "))
                    .findFirst()
                    .orElse("");
            assertThat(named.substring("Allow: ".length()).split(",")).containsExactlyInAnyOrder(allow.split(","));
            Answer options = bridge.send("OPTIONS", path, "");
            assertThat(options.status()).isEqualTo(200);
            assertThat(options.header("Allow").split(",")).containsExactlyInAnyOrder(allow.split(","));
            assertThat(options.response().headers().map()).doesNotContainKey("accept-patch");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /%", "GET /a%2fb", "GET /{bad}", "CONNECT x:1"})
    void identifiesRequestsThatTomcatRefuses(String request) throws IOException {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String answer = raw(request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: mine\r\ntraceparent: "
                + trace + "\r\n\r\n");
        if (request.contains("%")) { // the others are refused before their headers are read
            assertThat(answer)
                    .contains("X-Request-Id: mine\r\n", "traceparent: " + trace, "0af7651916cd43dd8448eb211c80319c\"}");
        } else {
            assertThat(answer).containsPattern("X-Request-Id: \\S+\r\n").contains("\"traceId\":\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/loggers/io.nobody", "/actuator/sbom/nothing", "/actuator/health/nothing"})
    void addsABodyToErrorsOfTheActuator(String path) {
        assertProblem(bridge.get(path), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/png", "nonsense", "application/json;q=0"})
    void answersProbesForAnyAcceptHeader(String accept) {
        for (String path : new String[] {"/livez", "/readyz", "/actuator/health", "/actuator/health/liveness"}) {
            Answer answer = bridge.get(path, "Accept", accept);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
    }

    @Test
    void acceptsAHostWithAnUnderscore() throws IOException {
        for (String host : new String[] {"my_bridge", "_b:8080", "1_2"}) {
            assertThat(raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(raw("GET /livez HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /function/f, Content-Length: 9999999, 413",
        "POST /api/v1/functions, Content-Length: 9999999, 413",
        "POST /api/v1/functions/f/stream, Content-Length: 9999999, 413",
        "POST /function/Not_A_Name, Content-Length: 5, 400",
        "PUT /api/v1/functions/Not_A_Name, Content-Length: 5, 400",
        "POST /nowhere, Content-Length: 5, 404",
        "POST /livez, Content-Length: 5, 405",
        "POST /api/v1/functions, 'Content-Length: 5\nX-Timeout: soon', 400",
        "POST /api/v1/functions, Transfer-Encoding: chunked, 100"
    })
    void refusesBefore100Continue(String request, String header, int status) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.setSoTimeout(10_000);
            String type = request.endsWith("stream") ? "text/plain" : "application/json";
            String lines = header.replace("\\n", "\r\n");
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Type: " + type + "\r\n"
                                    + lines + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 100".length());
            assertThat(new String(first, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 " + status);
        }
    }

    @Test
    void refusesAMissingHost() throws IOException {
        assertThat(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @Test
    void refusesBrokenChunks() throws IOException {
        for (String path : new String[] {"/function/f", FUNCTIONS}) {
            assertThat(raw("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n"))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "\"instance\":\"" + path + "\"");
        }
    }

    private static Answer[] allOperationsOn(String name) {
        String path = FUNCTIONS + "/" + name;
        return new Answer[] {
            bridge.get(path),
            bridge.delete(path),
            bridge.get(path + "/logs"),
            bridge.put(path + "/replicas", "{\"replicas\":1}"),
            bridge.send("POST", path + "/invocations", "x"),
            bridge.send("POST", "/function/" + name, "x"),
        };
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().propertyNames()).startsWith("type", "title", "status", "detail", "instance");
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("traceId").stringValue()).hasSize(32);
        assertThat(answer.json().path("retryable").booleanValue()).isFalse();
        assertThat(answer.body()).doesNotContain("Exception", "io.dcf", "org.springframework", "tools.jackson");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", bridge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void limitsTheNumberOfViolations() {
        StringBuilder body = new StringBuilder("{");
        for (int i = 0; body.length() < 90_000; i++) {
            body.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":1");
        }
        Answer answer = bridge.post(FUNCTIONS, body.append('}').toString());
        assertProblem(answer, 400);
        assertThat(answer.json().path("violations").size()).isEqualTo(100);
    }

    @Test
    void deletesForAnyAcceptHeader() {
        bridge.post(FUNCTIONS, "{\"service\":\"gone\",\"image\":\"builtin/echo\"}");
        assertThat(bridge.send("DELETE", FUNCTIONS + "/gone", "", "Accept", "text/plain")
                        .status())
                .isEqualTo(204);
    }
}
