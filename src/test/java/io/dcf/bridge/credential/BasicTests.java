package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/** Mode basic: users with a name and a password. */
class BasicTests {

    private static final int COST = 10;

    @TempDir
    private static Path files;

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(files.resolve("users"), line("bob", "builds", "functions:read functions:write"));
        String spring = Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("derives");
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.security.mode=basic",
                "--bridge.limits.login-failures=1000",
                "--bridge.security.users.alice.password={bcrypt}" + bcrypt("a:pass wörd"),
                "--bridge.security.users.alice.authorities=functions:read,functions:invoke",
                "--bridge.security.users.carol.password={pbkdf2@SpringSecurity_v5_8}" + spring,
                "--bridge.security.users.carol.authorities=functions:read",
                "--bridge.security.users.dave.password=" + new BCryptPasswordEncoder(4).encode("hashes"),
                "--bridge.security.users.dave.authorities=functions:read",
                "--bridge.security.users.erin.password=" + new BCryptPasswordEncoder(4).encode(""),
                "--bridge.security.users.erin.authorities=functions:read",
                "--bridge.security.users-file=" + files.resolve("users"));
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    private static String bcrypt(String password) {
        return new BCryptPasswordEncoder(COST).encode(password);
    }

    /** A line as htpasswd -nbB prints it, with authorities. */
    private static String line(String name, String password, String authorities) {
        return name + ":" + bcrypt(password).replace("$2a$", "$2y$") + ":" + authorities + "\n\n";
    }

    private static Answer ask(String method, String path, String pair) {
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return bridge.send(
                method,
                path,
                "",
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void areDescribedToThemselves() {
        assertThat(ask("GET", "/api/v1/me", "bob:builds").body())
                .isEqualTo("{\"mode\":\"basic\",\"authenticated\":true,\"name\":\"bob\","
                        + "\"authorities\":[\"functions:read\",\"functions:write\"]}");
        assertThat(ask("GET", "/api/v1/me", "bob:wrong").status()).isEqualTo(401);
        assertThat(bridge.get("/api/v1/me").body())
                .isEqualTo("{\"mode\":\"basic\",\"authenticated\":false,\"authorities\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/functions, alice:a:pass wörd, 200",
        "POST, /function/f, alice:a:pass wörd, 200",
        "DELETE, /api/v1/functions/f, alice:a:pass wörd, 403",
        "GET, /api/v1/functions, bob:builds, 200",
        "DELETE, /api/v1/functions/f, bob:builds, 204",
        "POST, /function/f, bob:builds, 403",
        "GET, /api/v1/functions, carol:derives, 200",
        "GET, /api/v1/functions, alice:builds, 401",
        "GET, /api/v1/functions, Alice:a:pass wörd, 401",
        "GET, /api/v1/functions, nobody:builds, 401",
        "GET, /api/v1/functions, alice:, 401",
        "GET, /api/v1/functions, dave:hashes, 200",
        "GET, /api/v1/functions, erin:, 401",
        "GET, /api/v1/functions, alice, 401"
    })
    void allowWhatTheUsersAuthoritiesList(String method, String path, String pair, int status) {
        assertThat(ask(method, path, pair).status()).isEqualTo(status);
        assertThat(ask(method, path, pair).status()).isEqualTo(status);
    }

    @Test
    void areRequired() {
        for (Answer answer : new Answer[] {
            bridge.get("/api/v1/functions"),
            ask("GET", "/api/v1/functions", "bob:wrong"),
            bridge.get("/api/v1/functions", "Authorization", "Basic %%%"),
            bridge.get("/api/v1/functions", "Authorization", "Bearer " + "x")
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=\"dcf-bridge\", charset=\"UTF-8\"");
            assertThat(answer.json().path("hint").stringValue()).contains("bridge.security.users");
        }
    }

    @Test
    void areHashedOnceAndThenCached() {
        long first = millis("bob:builds-not");
        assertThat(millis("nobody:builds")).isGreaterThan(first / 4);
        ask("GET", "/api/v1/functions", "bob:builds");
        long ten = 0;
        for (int i = 0; i < 10; i++) {
            ten += millis("bob:builds");
        }
        assertThat(ten).isLessThan(10 * first);
    }

    /** Much less than the difference between two costs of bcrypt. */
    @Test
    void takeTheSameTimeForUnknownAndKnownUsers() {
        long first = millis("bob:wrong");
        assertThat(millis("dave:wrong")).isGreaterThan(first / 8);
        assertThat(millis("nobody:wrong")).isGreaterThan(first / 8);
        assertThat(millis("dave:hashes")).isLessThan(first); // a correct password is checked once only
    }

    private static long millis(String pair) {
        long start = System.nanoTime();
        ask("GET", "/api/v1/functions", pair);
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void areReloadedAfterAChangeOfTheFile() throws IOException, InterruptedException {
        Path file = files.resolve("users");
        String before = Files.readString(file);
        assertThat(ask("GET", "/api/v1/functions", "bob:builds").status()).isEqualTo(200);
        Files.writeString(file, line("bob", "rebuilds", "functions:read"));
        assertThat(eventually("bob:rebuilds", 200)).isTrue();
        assertThat(ask("GET", "/api/v1/functions", "bob:builds").status()).isEqualTo(401);
        Files.writeString(file, "bob:in-plain:functions:read\n");
        Thread.sleep(2500); // longer than the reload interval
        assertThat(ask("GET", "/api/v1/functions", "bob:rebuilds").status()).isEqualTo(200);
        Files.writeString(file, before);
        assertThat(eventually("bob:builds", 200)).isTrue();
    }

    private static boolean eventually(String pair, int status) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end) {
            if (ask("GET", "/api/v1/functions", pair).status() == status) {
                return true;
            }
        }
        return false;
    }
}
