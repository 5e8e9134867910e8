package io.dcf.bridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code .ci/browser/console.mjs} does not check. */
class ConsolePagesTests {

    private static final Path FILES = Path.of("src/main/resources/static/console");

    /** Browsers do not request a namespace, an example's address or a placeholder. */
    private static final Pattern HOST = Pattern.compile("(?i)\\b(?:https?|wss?)://"
            + "(?!www\\.w3\\.org/2000/svg\"|localhost:\\$\\{port}`|example\\.org/done\")|[\"'(]//\\w");

    private static final Pattern INLINE =
            Pattern.compile("(?i)<style|\\sstyle=|\\son\\w+=|javascript:|<script(?![^>]*\\ssrc=)");
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"|from '([^']+)'");

    private static TestBridge bridge;

    @BeforeAll
    static void start() {
        bridge = TestBridge.embedded();
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all
                    .filter(Files::isRegularFile)
                    .map(file -> FILES.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @CsvSource({"/, console/", "/console, console/", "/demo, console/", "/demo/, ../console/"})
    void redirectsToTheFolderWithARelativePath(String path, String target) {
        Answer answer = bridge.get(path);
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo(target);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void showsThePage() {
        Answer page = bridge.get("/console/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<title>DCF Bridge</title>");
        assertThat(page.header("Content-Type")).startsWith("text/html");
    }

    @Test
    void worksUnderAContextPath() {
        try (TestBridge below = TestBridge.embedded("--server.servlet.context-path=/bridge")) {
            assertThat(below.get("/bridge/console").header("Location")).isEqualTo("console/");
            assertThat(below.get("/bridge/console/").body()).contains("<title>DCF Bridge</title>");
            assertThat(below.get("/bridge/console/main.js").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lit-html/lit-html.js", "lit-html/directives/repeat.js", "uplot/dist/uPlot.esm.js"})
    void servesTheLibrariesOfItsWebJars(String file) {
        Answer answer = bridge.get("/console/lib/" + file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/javascript");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    }

    @ParameterizedTest
    @MethodSource("files")
    void servesFilesWithTheirType(String file) throws IOException {
        Answer answer = bridge.get("/console/" + file);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(Files.readAllBytes(FILES.resolve(file)));
        String type = switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html";
            case ".css" -> "text/css";
            case ".js" -> "text/javascript";
            case ".svg" -> "image/svg+xml";
            default -> "of no type known here";
        };
        assertThat(answer.header("Content-Type")).startsWith(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/index.html", "/console/main.js", "/console/icon.svg"})
    void allowsConnectionsOnlyToThisBridge(String path) {
        Answer answer = bridge.get(path);
        assertThat(answer.header("Content-Security-Policy").split("; "))
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' blob:",
                        "connect-src 'self'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types lit-html");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/console.css"})
    void revalidatesByEtag(String path) {
        Answer first = bridge.get(path);
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Last-Modified")).isEmpty();
        assertThat(bridge.get(path, "If-None-Match", first.header("ETag")).status())
                .isEqualTo(304);
        assertThat(bridge.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("files")
    void refersToNoOtherHost(String file) throws IOException {
        assertThat(Files.readString(FILES.resolve(file))).doesNotContainPattern(HOST);
    }

    @Test
    void hasNoScriptAndNoStyleWithinThePage() throws IOException {
        assertThat(Files.readString(FILES.resolve("index.html"))).doesNotContainPattern(INLINE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void refersOnlyToExistingFiles(String file) throws IOException {
        Path folder = FILES.resolve(file).resolveSibling("");
        assertThat(REFERENCE.matcher(Files.readString(FILES.resolve(file))).results())
                .map(ConsolePagesTests::reference)
                .filteredOn(reference -> !reference.startsWith("#") && !reference.contains("${"))
                .extracting(reference -> folder.resolve(reference).normalize())
                .filteredOn(path -> path.startsWith(FILES) && !path.startsWith(FILES.resolve("lib"))) // of a WebJar
                .allSatisfy(path -> assertThat(path).isRegularFile());
    }

    /** The browser then loads them at once, and not one after the other. */
    @Test
    void preloadsWhatTheMainModuleImports() throws IOException {
        String page = Files.readString(FILES.resolve("index.html"));
        assertThat(REFERENCE.matcher(Files.readString(FILES.resolve("main.js"))).results())
                .map(ConsolePagesTests::reference)
                .filteredOn(reference -> reference.matches("\\./\\w+\\.js"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(page)
                        .contains("<link rel=\"modulepreload\" href=\"" + reference.substring(2) + "\">"));
    }

    @ParameterizedTest
    @CsvSource({"GET, /console/nothing.js, 404", "GET, /console/..%2f..%2fapplication.yml, 400", "POST, /console/, 405"
    })
    void refusesOtherPathsAndMethods(String method, String path, int status) {
        Answer answer = bridge.send(method, path, "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void isNoOperationOfTheApi() {
        assertThat(bridge.get("/v3/api-docs").body()).doesNotContain("/console");
    }

    @Test
    void isAbsentInModeGateway() {
        try (TestBridge gateway = TestBridge.embedded("--bridge.mode=gateway")) {
            assertThat(gateway.get("/console").status()).isEqualTo(404);
            assertThat(gateway.get("/console/index.html").status()).isEqualTo(404);
        }
    }

    private static String reference(MatchResult found) {
        return found.group(1) == null ? found.group(2) : found.group(1);
    }
}
