package io.dcf.bridge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import io.dcf.gateway.guide.Secret;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets from HTTP to the embedded gateway's files, and before gateways that lack them. */
class SecretApiTests {

    private static final String SECRETS = "/api/v1/secrets";
    private static final String[] MANAGER = {"Authorization", "Bearer manager"};

    @TempDir
    private static Path files;

    private static TestBridge bridge;

    private final String name = "s-" + UUID.randomUUID();
    private final String path = SECRETS + "/" + name;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(
                files.resolve("tokens"),
                "manager:" + TokenTests.sha256("manager") + ":secrets:write functions:read functions:write\nother:"
                        + TokenTests.sha256("other")
                        + ":functions:read functions:write functions:invoke team\n");
        bridge = TestBridge.embedded(
                "--bridge.embedded.data-dir=" + files.resolve("data"),
                "--bridge.security.mode=token",
                "--bridge.security.functions=*=team",
                "--bridge.security.tokens-file=" + files.resolve("tokens"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
    }

    private static Answer send(String method, String to, String body) {
        return bridge.send(method, to, body, "Authorization", "Bearer manager", "Content-Type", "application/json");
    }

    private Answer create(String value) {
        return send("POST", SECRETS, "{\"name\":\"" + name + "\",\"value\":\"" + value + "\"}");
    }

    private Path file() {
        return files.resolve("data").resolve("secrets").resolve(name);
    }

    @Test
    void areCreatedListedReplacedAndDeleted() {
        Answer created = create("hällo");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo(path);
        assertThat(created.body()).isEqualTo("{\"name\":\"" + name + "\"}");
        assertThat(file()).hasContent("hällo");
        Answer list = bridge.get(SECRETS, MANAGER);
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json()
                        .path("secrets")
                        .valueStream()
                        .map(each -> each.path("name").stringValue()))
                .contains(name)
                .isSorted();
        assertThat(list.json().path("secrets").get(0)).hasSize(1);
        Answer replaced = send("PUT", path, "{\"rawValue\":\"AP8=\"}");
        assertThat(replaced.status()).isEqualTo(204);
        assertThat(file()).hasBinaryContent(new byte[] {0, -1});
        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(file()).doesNotExist();
        assertThat(bridge.get(SECRETS, MANAGER).body()).doesNotContain(name);
    }

    @Test
    void areRefusedIfTheNameIsTakenOrUnknown() {
        assertThat(send("PUT", path, "{\"value\":\"a\"}").status()).isEqualTo(404);
        Answer unknown = send("DELETE", path, "");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().path("detail").stringValue()).isEqualTo("secret '" + name + "' does not exist");
        assertThat(unknown.json().path("code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(unknown.json().path("hint").stringValue()).contains("GET /api/v1/secrets");
        assertThat(create("a").status()).isEqualTo(201);
        Answer taken = create("b");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().path("code").stringValue()).isEqualTo("ALREADY_EXISTS");
        assertThat(taken.json().path("hint").stringValue()).contains("PUT /api/v1/secrets/{secret}");
        assertThat(file()).hasContent("a");
    }

    @Test
    void areNotDeletedWhileFunctionsUseThem() {
        create("a");
        for (String function : List.of("f-", "g-")) {
            Answer deployed = bridge.send(
                    "POST",
                    "/api/v1/functions",
                    "{\"service\":\"" + function + name + "\",\"image\":\"builtin/echo\",\"secrets\":[\"" + name
                            + "\"]}",
                    "Authorization",
                    "Bearer other",
                    "Content-Type",
                    "application/json");
            assertThat(deployed.status()).isEqualTo(201);
        }
        Answer used = send("DELETE", path, "");
        assertThat(used.status()).isEqualTo(409);
        assertThat(used.json().path("detail").stringValue())
                .isEqualTo("secret '" + name + "' is used by functions 'f-" + name + "', 'g-" + name + "'");
        assertThat(used.json().path("code").stringValue()).isEqualTo("FAILED_PRECONDITION");
        assertThat(file()).exists();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"name":"A","value":"x"}                       | /name     | must be the name of a Kubernetes secret
            {"value":"x"}                                  | /name     | is required
            {"name":"a"}                                   | /value    | is required, or rawValue
            {"name":"a","value":"x","rawValue":"eA=="}     | /rawValue | must be omitted if there is a value
            {"name":"a","rawValue":"e"}                    | /rawValue | must be Base64
            {"name":"a","value":1}                         | /value    | must be a string, not a number
            {"name":"a","value":"x","type":"Opaque"}       | /type     | Unknown member
            """)
    void areRefusedIfTheyAreNotValid(String body, String pointer, String text) {
        Answer answer = send("POST", SECRETS, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointsTo(pointer)).isTrue();
        assertThat(answer.body()).contains(text).doesNotContain("\"x\"", "eA==");
    }

    @Test
    void haveAtMost1MiB() {
        assertThat(create("v".repeat(1 << 20)).status()).isEqualTo(201);
        Answer large = send("PUT", path, "{\"value\":\"" + "v".repeat((1 << 20) + 1) + "\"}");
        assertThat(large.status()).isEqualTo(400);
        assertThat(large.body())
                .contains("must have at most 1048576 bytes, not 1048577")
                .doesNotContain("vvv");
        assertThat(send("PUT", SECRETS + "/NAME", "{\"value\":\"a\"}").status()).isEqualTo(400);
        assertThat(bridge.get(path, MANAGER).status()).isEqualTo(405);
    }

    @Test
    void needTheirOwnAuthority() {
        for (String method : List.of("GET", "POST")) {
            assertThat(bridge.send(method, SECRETS, "{}").status()).isEqualTo(401);
            Answer refused = bridge.send(method, SECRETS, "{}", "Authorization", "Bearer other");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("detail").stringValue()).contains("secrets:write");
        }
        for (String method : List.of("PUT", "DELETE")) {
            assertThat(bridge.send(method, path, "{}", "Authorization", "Bearer other")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void areWhatTheGatewaySays() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge other = TestBridge.before(gateway)) {
            Answer lacking = other.get(SECRETS);
            assertThat(lacking.status()).isEqualTo(501);
            assertThat(lacking.json().path("hint").stringValue()).contains("The gateway does not manage secrets");
            gateway.on("CreateSecret", TestGateway.Answer.msg("OK"));
            assertThat(other.post(SECRETS, "{\"name\":\"a\",\"rawValue\":\"AP8=\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(((Secret) gateway.last().request()).getValue().toByteArray())
                    .containsExactly(0, -1);
            var precondition = TestGateway.Answer.with(Status.FAILED_PRECONDITION
                    .withDescription("the gateway says why")
                    .asException());
            gateway.on("CreateSecret", precondition).on("DeleteSecret", precondition);
            assertThat(other.post(SECRETS, "{\"name\":\"a\",\"value\":\"\"}").status())
                    .isEqualTo(400);
            Answer foreign = other.delete(SECRETS + "/a");
            assertThat(foreign.status()).isEqualTo(409);
            assertThat(foreign.json().path("detail").stringValue()).isEqualTo("the gateway says why");
            gateway.on("CreateSecret", TestGateway.Answer.with(Status.UNAVAILABLE.asException()));
            assertThat(other.post(SECRETS, "{\"name\":\"a\",\"value\":\"\"}").status())
                    .isEqualTo(503);
            assertThat(gateway.methods())
                    .containsExactly("ListSecrets", "CreateSecret", "CreateSecret", "DeleteSecret", "CreateSecret");
        }
    }
}
