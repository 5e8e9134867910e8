package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springdoc.core.properties.SwaggerUiConfigProperties;

/** Compression of requests and responses, and caching of responses. */
class ContentCodingTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String LONG = "line of text\n".repeat(200);
    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded("--bridge.limits.request-size=100KB");
        bridge.post(FUNCTIONS, "{\"service\":\"echo\",\"image\":\"builtin/echo\"}");
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip"})
    void decodesGzip(String coding) {
        byte[] body = gzip("{\"service\":\"zipped\",\"image\":\"builtin/echo\"}");
        Answer answer = bridge.send(
                "PUT", FUNCTIONS + "/zipped", body, "Content-Type", "application/json", "Content-Encoding", coding);
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        assertThat(invoke(gzip(LONG), coding).body()).isEqualTo(LONG);
        assertThat(invoke(both(gzip("a"), gzip("b")), coding).body()).isEqualTo("ab");
        assertThat(invoke(new byte[0], coding).body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"br", "deflate", "zstd", "gzip, gzip", "gzip, br"})
    void refusesOtherEncodings(String coding) {
        for (String path : new String[] {FUNCTIONS, FUNCTIONS + "/echo/invocations", "/function/echo"}) {
            Answer answer =
                    bridge.send("POST", path, "{}", "Content-Type", "application/json", "Content-Encoding", coding);
            assertThat(answer.status()).as(path).isEqualTo(415);
            assertThat(answer.header("Accept-Encoding")).isEqualTo("gzip");
            assertThat(answer.json().path("detail").stringValue()).contains(coding);
        }
    }

    @Test
    void refusesEncodedStreams() {
        Answer answer = bridge.send("POST", FUNCTIONS + "/echo/stream", gzip("1\n"), "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void sendsNoAcceptEncodingForAWrongType() {
        Answer answer = bridge.send("POST", FUNCTIONS, "{}", "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).isEmpty();
    }

    @Test
    void limitsDecodedBodies() {
        byte[] bomb = gzip("0".repeat(10_000_000));
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(invoke(bomb, "gzip").status()).isEqualTo(413);
        Answer answer =
                bridge.send("POST", FUNCTIONS, bomb, "Content-Type", "application/json", "Content-Encoding", "gzip");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("hint").stringValue()).contains("bridge.limits.request-size");
    }

    @Test
    void refusesInvalidGzip() {
        byte[] whole = gzip(LONG);
        byte[] emptyMember = gzip("");
        byte[] members = new byte[4000 * emptyMember.length];
        for (int i = 0; i < members.length; i++) {
            members[i] = emptyMember[i % emptyMember.length];
        }
        for (byte[] body : new byte[][] {{1, 2, 3}, Arrays.copyOf(whole, whole.length - 9), members}) {
            Answer answer = invoke(body, "gzip");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("detail").stringValue()).contains("gzip");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/function/echo", FUNCTIONS + "/echo/invocations"})
    void compressesTextForClientsThatAcceptGzip(String path) throws IOException {
        Answer plain = bridge.send("POST", path, LONG);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Content-Length")).isEqualTo(Integer.toString(LONG.length()));
        Answer zipped = bridge.send("POST", path, LONG, "Accept-Encoding", "br, gzip;q=0.5");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).containsIgnoringCase("accept-encoding");
        assertThat(zipped.bytes()).hasSizeLessThan(LONG.length() / 4);
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(LONG);
        assertThat(bridge.send("POST", path, LONG, "Accept-Encoding", "gzip;q=0")
                        .body())
                .isEqualTo(LONG);
    }

    @Test
    void compressesDocumentsAndPages() {
        for (String path : new String[] {
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/console/console.css",
            "/console/main.js",
            "/actuator/prometheus",
            "/swagger-ui/" + version() + "/swagger-ui.css"
        }) {
            assertThat(bridge.get(path, "Accept-Encoding", "gzip").header("Content-Encoding"))
                    .as(path)
                    .isEqualTo("gzip");
        }
    }

    @Test
    void doesNotCompressStreamsAndShortResponses() {
        String[] gzip = {"Accept-Encoding", "gzip"};
        assertThat(bridge.get("/livez", gzip).header("Content-Encoding")).isEmpty();
        Answer ndjson = bridge.send("POST", FUNCTIONS + "/echo/stream", LONG, gzip);
        assertThat(ndjson.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(ndjson.header("Content-Encoding")).isEmpty();
        Answer events = bridge.send(
                "POST", FUNCTIONS + "/echo/stream", LONG, "Accept-Encoding", "gzip", "Accept", "text/event-stream");
        assertThat(events.header("Content-Type")).startsWith("text/event-stream");
        assertThat(events.header("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-initializer.js",
                "/console/",
                "/console/main.js"
            })
    void returns304ForAKnownEtag(String path) {
        Answer first = bridge.get(path, "Accept-Encoding", "gzip");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        Answer again = bridge.get(path, "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
        assertThat(bridge.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @Test
    void servesBundlesThatBrowsersCache() {
        String page = bridge.get("/swagger-ui/index.html").body();
        assertThat(page)
                .contains(
                        "src=\"" + version() + "/swagger-ui-bundle.js\"",
                        "href=\"" + version() + "/swagger-ui.css\"",
                        "src=\"./swagger-initializer.js\"");
        assertThat(page)
                .contains("<title>DCF Bridge API</title>", "<meta name=\"viewport\" content=\"width=device-width");
        assertThat(bridge.get("/swagger-ui/swagger-initializer.js").body()).contains("\"persistAuthorization\" : true");
        Answer bundle = bridge.get("/swagger-ui/" + version() + "/swagger-ui-bundle.js");
        assertThat(bundle.status()).isEqualTo(200);
        assertThat(bundle.header("Cache-Control")).contains("max-age=31536000", "public", "immutable");
        assertThat(bundle.header("Content-Security-Policy")).contains("script-src 'self'");
    }

    @Test
    void forbidsCachingOfResponses() {
        assertThat(bridge.get(FUNCTIONS).header("Cache-Control")).isEqualTo("no-store");
        assertThat(bridge.get("/swagger-ui/" + version() + "/nothing.js").header("Cache-Control"))
                .doesNotContain("immutable");
    }

    private static String version() {
        return String.valueOf(
                bridge.context().getBean(SwaggerUiConfigProperties.class).getVersion());
    }

    private static Answer invoke(byte[] body, String coding) {
        return bridge.send("POST", "/function/echo", body, "Content-Encoding", coding);
    }

    private static byte[] both(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
