package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Mode token: tokens that a file lists. */
@ExtendWith(OutputCaptureExtension.class)
public class TokenTests {

    @TempDir
    private static Path files;

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                files.resolve("tokens"), """
                # who calls by what
                reader:%s:functions:read

                all:%s:functions:read functions:write, functions:invoke
                invoker:%s:functions:invoke
                """.formatted(sha256("reads"), sha256("does-all"), sha256("invokes")));
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.security.mode=token",
                "--bridge.limits.login-failures=1000",
                "--bridge.security.tokens-file=" + files.resolve("tokens"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    public static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer ask(String method, String path, String token) {
        return bridge.send(method, path, "", "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/functions, reads, 200",
        "GET, /api/v1/functions, does-all, 200",
        "GET, /api/v1/functions, invokes, 403",
        "POST, /function/f, invokes, 200",
        "POST, /function/f, reads, 403",
        "POST, /api/v1/functions/f/invocations, does-all, 200",
        "POST, /api/v1/functions/f/invocations, reads, 403",
        "DELETE, /api/v1/functions/f, does-all, 204",
        "DELETE, /api/v1/functions/f, reads, 403",
        "GET, /actuator/prometheus, reads, 200",
        "GET, /actuator/prometheus, invokes, 403",
        "GET, /nowhere, invokes, 404",
        "PATCH, /api/v1/functions, invokes, 405"
    })
    void allowWhatTheirLineLists(String method, String path, String token, int status) {
        assertThat(ask(method, path, token).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bearer reads|{'mode':'token','authenticated':true,'name':'reader','authorities':['functions:read']}",
                "Basic reads|{'mode':'token','authenticated':false,'authorities':[]}",
                "|{'mode':'token','authenticated':false,'authorities':[]}"
            },
            quoteCharacter = '"')
    void areDescribedToTheirClient(@Nullable String credentials, String answer) {
        String[] headers = credentials == null ? new String[0] : new String[] {"Authorization", credentials};
        assertThat(bridge.get("/api/v1/me", headers).body()).isEqualTo(answer.replace('\'', '"'));
    }

    @Test
    void areCheckedWhereTheyAreOptional() {
        Answer answer = ask("GET", "/api/v1/me", "wrong");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void areRequired() {
        Answer answer = bridge.send("POST", "/function/f", "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"dcf-bridge\"");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("hint").stringValue()).contains("bridge.security.tokens-file");
        assertThat(answer.json().path("traceId").stringValue()).hasSize(32);
        assertThat(answer.json().path("instance").stringValue()).isEqualTo("/function/f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong", "reads ", "READS", "x y"})
    void areRefusedWhereTheyAreNotListed(String token) {
        Answer answer = ask("POST", "/function/f", token.equals("reads ") ? "reads-" : token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"dcf-bridge\", error=\"invalid_token\"");
        assertThat(answer.body()).doesNotContain(token);
    }

    @Test
    void areToldTheMissingAuthority() {
        Answer answer = ask("DELETE", "/api/v1/functions/f", "reads");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"dcf-bridge\", error=\"insufficient_scope\", scope=\"functions:write\"");
        assertThat(answer.json().path("detail").stringValue()).contains("functions:write");
        assertThat(answer.json().path("code").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livez", "/actuator/health", "/v3/api-docs", "/console/", "/swagger-ui/index.html"})
    void areNotRequiredOfPublicRoutes(String path) {
        assertThat(bridge.get(path).status()).isLessThan(400);
        assertThat(ask("GET", path, "wrong").status()).isLessThan(400);
    }

    @Test
    void areCheckedBeforeTheRestOfTheRequest() {
        assertThat(RawRequest.status(bridge.port(), "POST /function/f HTTP/1.1", "Content-Length: 99999999"))
                .isEqualTo(401);
        assertThat(RawRequest.status(
                        bridge.port(),
                        "POST /function/f HTTP/1.1",
                        "Authorization: Bearer invokes",
                        "Content-Length: 99999999"))
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({"invokes, 200", "reads, 403", "wrong, 401"})
    void countInHttp2Too(String token, int status) throws IOException {
        OkHttpClient client = new OkHttpClient.Builder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + bridge.port() + "/function/f")
                .header("Authorization", "Bearer " + token)
                .post(RequestBody.create("hi", null))
                .build();
        try (Response answer = client.newCall(request).execute()) {
            assertThat(answer.code()).isEqualTo(status);
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }

    @Test
    void areCountedWhereTheyAreRefused() {
        bridge.send("POST", "/function/f", "");
        ask("POST", "/function/f", "reads");
        String metrics = ask("GET", "/actuator/prometheus", "reads").body();
        assertThat(metrics)
                .containsPattern("bridge_requests_refused_total\\{reason=\"unknown\"} [1-9]")
                .containsPattern("bridge_requests_refused_total\\{reason=\"authority\"} [1-9]");
    }

    @Test
    void areNotSentToTheGateway() {
        ask("POST", "/function/f", "invokes");
        assertThat(gateway.received().toString()).doesNotContain("invokes").doesNotContain("authorization");
    }

    @Test
    void areReloadedWithinFiveSeconds() throws IOException {
        Path file = files.resolve("tokens");
        String before = Files.readString(file);
        Files.writeString(file, before + "new:" + sha256("fresh") + ":functions:read\n");
        await(() -> ask("GET", "/api/v1/functions", "fresh").status() == 200);
        Files.writeString(file, before);
        await(() -> ask("GET", "/api/v1/functions", "fresh").status() == 401);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within five seconds").isLessThan(end);
        }
    }

    @Test
    void areReadFromASubprotocolOfAnyHeaderLine() {
        String credentials = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("Bearer does-all".getBytes(StandardCharsets.UTF_8));
        String[] lines = {
            "GET /api/v1/functions/f/stream HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: other",
            "Sec-WebSocket-Protocol: authorization." + credentials
        };
        assertThat(RawRequest.status(bridge.port(), lines)).isNotIn(401, 403);
    }

    /** Libraries log credentials at TRACE. */
    @ParameterizedTest
    @ValueSource(strings = {"ROOT", "org.apache.coyote.http11", "org.springframework.web", "web", "io.dcfx", "io.grpc"})
    void changeNoLevelOfForeignLoggers(String logger) {
        String path = "/actuator/loggers/" + logger;
        JsonNode before = ask("GET", path, "does-all").json().path("effectiveLevel");
        Answer refused = setLevel(path, "TRACE");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("hint").stringValue()).contains("io.dcf", "logging.level");
        assertThat(ask("GET", path, "does-all").json().path("effectiveLevel")).isEqualTo(before);
    }

    @Test
    void setNoUnknownLevel() {
        Answer refused = setLevel("/actuator/loggers/io.dcf.bridge.stream", "banana");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").stringValue())
                .isEqualTo("/configuredLevel must be one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL, OFF.");
        assertThat(refused.pointsTo("/configuredLevel")).isTrue();
    }

    @Test
    void areNamedInTheLogWhereTheyChangeALevel(CapturedOutput output) {
        String path = "/actuator/loggers/io.dcf.bridge.stream";
        assertThat(setLevel(path, "DEBUG").status()).isEqualTo(204);
        assertThat(ask("GET", path, "does-all").json().path("effectiveLevel").stringValue())
                .isEqualTo("DEBUG");
        assertThat(bridge.send(
                                "POST",
                                path,
                                "{}",
                                "Authorization",
                                "Bearer does-all",
                                "Content-Type",
                                "application/json")
                        .status())
                .isEqualTo(204);
        assertThat(output.getAll())
                .contains("Log level of io.dcf.bridge.stream set to DEBUG by all")
                .contains("Log level of io.dcf.bridge.stream set to inherited by all");
    }

    private static Answer setLevel(String path, String level) {
        return bridge.send(
                "POST",
                path,
                "{\"configuredLevel\":\"" + level + "\"}",
                "Authorization",
                "Bearer does-all",
                "Content-Type",
                "application/json");
    }
}
