package io.dcf.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.credential.TestIssuer;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Secret;
import io.grpc.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * Plants a secret in each field, header and setting that bears one, and looks for them in all that comes out: answers and their headers, each
 * endpoint of the actuator with all shown, the API's document, spans, and the log at its finest level.
 */
@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class SecretsTests {

    private static final String FUNCTIONS = "/api/v1/functions";
    private static final String ALL = "functions:read functions:write functions:invoke secrets:write";
    private static final String WEBHOOK_KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final List<String> EVERYTHING_SHOWN = List.of(
            "--debug",
            "--logging.level.io.dcf=trace",
            "--logging.level.org.springframework.security=trace",
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoints.web.discovery.enabled=true",
            "--management.endpoint.env.show-values=always",
            "--management.endpoint.configprops.show-values=always");

    private final Canaries canaries = new Canaries();
    private final TestGateway gateway = new TestGateway();
    private final TestCollector collector = new TestCollector();
    private final List<Answer> answers = new ArrayList<>();

    @TempDir
    private Path files;

    private TestBridge bridge;
    private String authorization;

    SecretsTests() throws IOException {
        // which the gateway and the collector throw where they cannot listen
    }

    @AfterEach
    void stop() {
        if (bridge != null) {
            bridge.close();
        }
        gateway.close();
        collector.close();
    }

    @Test
    void ofUsersStayWithTheBridge(CapturedOutput output) throws Exception {
        String ann = canaries.plant("a password");
        String bob = canaries.plant("a password in a file");
        Files.writeString(files.resolve("users"), "bob:" + hash("a hash in a file", bob) + ":" + ALL);
        authorization = basic("ann", ann);
        start(
                "--bridge.security.mode=basic",
                "--bridge.security.users.ann.password={bcrypt}" + hash("a hash", ann),
                "--bridge.security.users.ann.authorities=" + ALL.replace(' ', ','),
                "--bridge.security.users-file=" + files.resolve("users"));
        answers.add(bridge.get(FUNCTIONS, "Authorization", basic("bob", bob)));
        assertThat(answers.get(0).status()).isEqualTo(200);
        askAll(basic("ann", canaries.plant("a wrong password")));
        assertNothingIsSeen(output);
    }

    @Test
    void ofTokensStayWithTheBridge(CapturedOutput output) throws Exception {
        String token = canaries.plant("a token");
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        String hash = canaries.plant("a token's hash", HexFormat.of().formatHex(sum));
        Files.writeString(files.resolve("tokens"), "ci:" + hash + ":" + ALL);
        authorization = "Bearer " + token;
        start(
                "--bridge.security.mode=token",
                "--bridge.security.tokens-file=" + files.resolve("tokens"),
                "--bridge.gateway.token=" + canaries.plant("the gateway's token"));
        askAll("Bearer " + canaries.plant("a wrong token"));
        assertNothingIsSeen(output);
    }

    @Test
    void ofIssuersStayWithTheBridge(CapturedOutput output) throws Exception {
        try (TestIssuer issuer = new TestIssuer()) {
            String token = issuer.token(issuer.claims().claim("scope", ALL).build());
            canaries.plant("a signature", token.substring(token.lastIndexOf('.') + 1));
            authorization = "Bearer " + token;
            String keys = issuer.uri().replace("//", "//user:" + canaries.plant("a password in a URL") + "@");
            start(
                    "--bridge.security.mode=jwt",
                    "--bridge.security.jwt.audience=bridge",
                    "--bridge.security.jwt.jwk-set-uri=" + keys + "/keys");
            askAll("Bearer " + token.substring(0, 40) + canaries.plant("a broken token"));
        }
        assertNothingIsSeen(output);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bridge.security.users.ann.password | CANARY                      | bridge.security.users.ann
            bridge.security.users.ann.pasword  | CANARY                      | bridge.security.users.ann.pasword
            bridge.security.user.ann.password  | CANARY                      | bridge.security.user.ann.password
            bridge.security.users              | CANARY                      | bridge.security.users
            bridge.security.users-file         | FILE=ann:CANARY:x           | bridge.security.users-file
            bridge.security.users-file         | FILE=CANARY                 | bridge.security.users-file
            bridge.security.tokens-file        | FILE=ci:CANARY:x            | bridge.security.tokens-file
            bridge.security.jwt.jwk-set-uri    | ftp://ann:CANARY@localhost/ | bridge.security.jwt.jwk-set-uri
            bridge.security.origins            | https://ann:CANARY@x/path   | bridge.security.origins
            bridge.gateway.address             | https://ann:CANARY@x/path   | bridge.gateway.address
            bridge.gateway.tls.key             | FILE=CANARY                 | bridge.gateway.tls.key
            bridge.async.url                   | jdbc:mysql://h?password=CANARY | bridge.async.url
            bridge.async.callback.secret       | whsec_CANARY                | bridge.async.callback.secret
            bridge.async.callback.hosts        | https://u:CANARY@h/path     | bridge.async.callback.hosts
            bridge.embedded.addresses.f        | ftp://ann:CANARY@localhost  | bridge.embedded.addresses
            management.opentelemetry.tracing.export.otlp.endpoint | ann:CANARY@x:4318 | otlp.endpoint
            """)
    void ofSettingsThatAreWrongAreNotShown(String setting, String value, String named, CapturedOutput output)
            throws IOException {
        String given = value.replace("CANARY", canaries.plant(setting));
        if (given.startsWith("FILE=")) {
            given = Files.writeString(files.resolve("wrong"), given.substring(5))
                    .toString();
        }
        String mode = setting.contains("users") || setting.contains("user.")
                ? "basic"
                : setting.contains("tokens") ? "token" : setting.contains("jwk") ? "jwt" : "none";
        String[] settings = {
            "--bridge.security.mode=" + mode,
            "--bridge.security.jwt.audience=a",
            "--bridge.gateway.address=" + (setting.contains("tls") ? "localhost:1" : ""),
            "--bridge.gateway.tls.enabled=" + setting.contains("tls"),
            "--bridge.gateway.tls.certificate=" + (setting.contains("tls") ? certificate() : ""),
            "--" + setting + "=" + given
        };
        assertThatThrownBy(() -> TestBridge.embedded(settings).close()).isNotNull();
        assertThat(output.getAll()).contains(named);
        assertThat(canaries.seenIn(output.getAll())).isEmpty();
    }

    private Path certificate() throws IOException {
        TestCertificates.write(files, new TestCertificates().sign("bridge"));
        return files.resolve("tls.crt");
    }

    private String hash(String place, String password) {
        return canaries.plant(place, new BCryptPasswordEncoder(4).encode(password));
    }

    private static String basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    private void start(String... settings) throws IOException {
        TestCertificates.write(files, new TestCertificates().sign("bridge"));
        String key = Files.readString(files.resolve("tls.key"));
        canaries.plant("a private key", key.lines().skip(1).findFirst().orElseThrow());
        bridge = TestBridge.before(
                gateway,
                Stream.of(
                                EVERYTHING_SHOWN.stream(),
                                Stream.of(
                                        "--bridge.gateway.forward-headers=x-api-key",
                                        "--bridge.system-api=openfaas",
                                        "--spring.ssl.bundle.pem.web.keystore.certificate=" + files.resolve("tls.crt"),
                                        "--spring.ssl.bundle.pem.web.keystore.private-key=" + key,
                                        "--server.ssl.enabled=false",
                                        "--server.ssl.key-store-password=" + canaries.plant("a store's password"),
                                        "--management.opentelemetry.tracing.export.otlp.headers.x-key="
                                                + canaries.plant("a collector's key"),
                                        "--management.opentelemetry.tracing.export.otlp.endpoint="
                                                + collector
                                                        .endpoint()
                                                        .replace(
                                                                "//",
                                                                "//u:" + canaries.plant("a collector's password")
                                                                        + "@"),
                                        "--management.opentelemetry.tracing.export.schedule-delay=50ms",
                                        "--bridge.async.url=jdbc:h2:mem:secrets;USER=sa;PASSWORD="
                                                + canaries.plant("a database's password in a URL"),
                                        "--bridge.async.backoff=10ms",
                                        "--bridge.async.callback.hosts=127.0.0.1",
                                        "--bridge.async.callback.allow-private=true",
                                        "--bridge.async.callback.attempts=2",
                                        "--bridge.async.callback.secret=whsec_"
                                                + canaries.plant("a key of callbacks", WEBHOOK_KEY)),
                                Stream.of(settings))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    /** Asks, well and badly, for all that there is. */
    private void askAll(String wrong) throws Exception {
        String registry = canaries.plant("a registry's password");
        String definition = "{\"service\":\"f\",\"image\":\"builtin/echo\",\"registryAuth\":\"" + registry + "\"}";
        assertThat(ask("POST", FUNCTIONS, definition)).isEqualTo(201);
        assertThat(((CreateFunctionRequest) gateway.last().request()).getRegistryAuth())
                .isEqualTo(registry);
        assertThat(ask("PUT", FUNCTIONS + "/f", definition)).isEqualTo(200);
        for (String bad : List.of(
                definition.replace("registryAuth", "registryAut"),
                definition.replace("}", ",}"),
                definition.replace("\"f\"", "\"F\""),
                definition.replace("\"" + registry + "\"", "[\"" + registry + "\"]"),
                definition.replace("\"" + registry + "\"", registry))) {
            assertThat(ask("POST", FUNCTIONS, bad)).isEqualTo(400);
        }
        String query = "?token=" + canaries.plant("a query");
        assertThat(ask("POST", "/function/f" + query, canaries.plant("an input")))
                .isEqualTo(200);
        assertThat(gateway.last().metadata("x-api-key")).isNotEmpty();
        askAsync(query);
        assertThat(ask("GET", "/nowhere" + query, "")).isEqualTo(404);
        gateway.on(
                "Deploy",
                TestGateway.Answer.with(
                        Status.INTERNAL.withDescription("failed").asException()));
        assertThat(ask("POST", FUNCTIONS, definition)).isEqualTo(500);
        askForSecrets();
        askForSystemSecrets();
        answers.add(bridge.get(FUNCTIONS, "Authorization", wrong));
        answers.add(bridge.get(FUNCTIONS, "Authorization", "Digest " + canaries.plant("another scheme's credentials")));
        assertThat(answers.get(answers.size() - 1).status()).isEqualTo(401);
        openSocket();
        for (String page : List.of("/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/console/")) {
            assertThat(ask("GET", page, "")).as(page).isEqualTo(200);
        }
        actuator();
    }

    /** Of a gateway that lacks them, that takes them, and that fails. */
    private void askForSecrets() {
        String secrets = "/api/v1/secrets";
        String value = canaries.plant("a secret's value");
        String raw = canaries.plant("a secret's raw value");
        String text = "{\"name\":\"s\",\"value\":\"" + value + "\"}";
        String bytes =
                "{\"rawValue\":\"" + Base64.getEncoder().encodeToString(raw.getBytes(StandardCharsets.UTF_8)) + "\"}";
        assertThat(ask("POST", secrets, text)).isEqualTo(501);
        gateway.on("CreateSecret", TestGateway.Answer.msg("OK")).on("ReplaceSecret", TestGateway.Answer.msg("OK"));
        assertThat(ask("POST", secrets, text)).isEqualTo(201);
        assertThat(((Secret) gateway.last().request()).getValue().toStringUtf8())
                .isEqualTo(value);
        assertThat(ask("PUT", secrets + "/s", bytes)).isEqualTo(204);
        assertThat(((Secret) gateway.last().request()).getValue().toStringUtf8())
                .isEqualTo(raw);
        for (String bad : List.of(
                text.replace("value", "valu"),
                text.replace("}", ",}"),
                text.replace("\"s\"", "\"S\""),
                text.replace("\"" + value + "\"", "[\"" + value + "\"]"),
                text.replace("\"" + value + "\"", value),
                text.replace("value", "rawValue"))) {
            assertThat(ask("POST", secrets, bad)).as(bad).isEqualTo(400);
        }
        assertThat(ask("PUT", secrets + "/s", bytes.replace("rawValue", "raw"))).isEqualTo(400);
        gateway.on(
                "CreateSecret",
                TestGateway.Answer.with(
                        Status.INTERNAL.withDescription("failed").asException()));
        assertThat(ask("POST", secrets, text)).isEqualTo(500);
        assertThat(ask("GET", secrets, "")).isEqualTo(501);
    }

    /** As OpenFaaS's clients do. */
    private void askForSystemSecrets() {
        String secrets = "/system/secrets";
        String value = canaries.plant("a secret's value");
        String text = "{\"name\":\"s\",\"value\":\"" + value + "\"}";
        gateway.on("CreateSecret", TestGateway.Answer.msg("OK"));
        assertThat(ask("POST", secrets, text)).isEqualTo(202);
        assertThat(((Secret) gateway.last().request()).getValue().toStringUtf8())
                .isEqualTo(value);
        for (String bad : List.of(
                text.replace("value", "valu"),
                text.replace("}", ",}"),
                text.replace("\"s\"", "\"S\""),
                text.replace("\"" + value + "\"", "[\"" + value + "\"]"),
                text.replace("\"" + value + "\"", value),
                "\"" + value + "\"",
                text.replace("value", "rawValue"))) {
            assertThat(ask("POST", secrets, bad)).as(bad).isEqualTo(400);
        }
        gateway.on(
                "CreateSecret",
                TestGateway.Answer.with(
                        Status.INTERNAL.withDescription("failed").asException()));
        assertThat(ask("POST", secrets, text)).isEqualTo(500);
    }

    private int ask(String method, String path, String body, String... headers) {
        Answer answer = bridge.send(
                method,
                path,
                body,
                Stream.concat(
                                Stream.of(
                                        "Content-Type",
                                        "application/json",
                                        "Authorization",
                                        authorization,
                                        "Cookie",
                                        "session=" + canaries.plant("a cookie"),
                                        "Proxy-Authorization",
                                        "Basic " + canaries.plant("a proxy's password"),
                                        "X-Api-Key",
                                        canaries.plant("a header that is passed on")),
                                Stream.of(headers))
                        .toArray(String[]::new));
        answers.add(answer);
        return answer.status();
    }

    /** With a callback to an address where nothing listens, and with one that is not allowed. */
    private void askAsync(String query) {
        String path = "/" + canaries.plant("a path of a callback") + "?key=" + canaries.plant("a query of a callback");
        String key = canaries.plant("an idempotency key");
        String input = canaries.plant("an input of an asynchronous invocation");
        for (int status : List.of(400, 202, 202)) {
            String host = status == 400 ? "elsewhere.example" : "127.0.0.1:1";
            String[] headers = {
                "Prefer", "respond-async", "Idempotency-Key", key, "X-Callback-Url", "http://" + host + path
            };
            assertThat(ask("POST", "/function/f" + query, input, headers)).isEqualTo(status);
        }
        String location = answers.get(answers.size() - 1).header("Location");
        await().atMost(1, TimeUnit.MINUTES)
                .until(() -> ask("GET", location, "") == 200
                        && answers.get(answers.size() - 1)
                                .body()
                                .contains("The connection to the callback's host failed"));
        assertThat(ask("GET", "/api/v1/invocations", "")).isEqualTo(200);
    }

    private void openSocket() {
        String said =
                Base64.getUrlEncoder().withoutPadding().encodeToString(authorization.getBytes(StandardCharsets.UTF_8));
        canaries.plant("a subprotocol", said);
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("problem+json", "authorization." + said)
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + bridge.port() + FUNCTIONS + "/f/stream"),
                        new WebSocket.Listener() {})
                .join();
        assertThat(socket.getSubprotocol()).doesNotContain("authorization");
        socket.abort();
    }

    /** All that it links to, and all that is beneath. */
    private void actuator() {
        assertThat(ask("GET", "/actuator", "")).isEqualTo(200);
        var links = answers.get(answers.size() - 1).json().path("_links").properties();
        assertThat(links).hasSizeGreaterThan(10);
        for (var link : links) {
            String href = link.getValue().path("href").stringValue();
            String path = URI.create(href.replaceAll("[{].*", "")).getPath();
            if (!link.getKey().equals("shutdown")) {
                ask("GET", path, "");
            }
        }
        assertThat(ask("GET", "/actuator/env", "")).isEqualTo(200);
        assertThat(answers.get(answers.size() - 1).body()).contains("\"bridge.gateway.forward-headers\"", "x-api-key");
        assertThat(ask("GET", "/actuator/configprops", "")).isEqualTo(200);
        assertThat(answers.get(answers.size() - 1).body()).contains("\"bridge.security-", "x-api-key");
        assertThat(ask("GET", "/actuator/env/server.ssl.key-store-password", ""))
                .isEqualTo(200);
    }

    private void assertNothingIsSeen(CapturedOutput output) {
        bridge.close();
        assertThat(output.getAll()).contains("DEBUG");
        assertThat(collector.spans()).isNotEmpty();
        assertThat(canaries.seenIn(collector.spans().toString())).isEmpty();
        for (Answer answer : answers) {
            assertThat(canaries.seenIn(
                            answer.body() + answer.response().headers().map()))
                    .as(answer.response().request().toString())
                    .isEmpty();
        }
        assertThat(canaries.seenIn(output.getAll())).isEmpty();
    }
}
