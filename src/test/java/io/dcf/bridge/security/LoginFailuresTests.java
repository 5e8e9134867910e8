package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.credential.TokenTests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Wrong credentials are limited by address, and correct ones are not. */
class LoginFailuresTests {

    @TempDir
    private static Path files;

    @Test
    void areRefusedOnceTheyAreTooMany() throws IOException {
        Files.writeString(files.resolve("tokens"), "all:" + TokenTests.sha256("right") + ":functions:read");
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.security.mode=token",
                        "--bridge.security.tokens-file=" + files.resolve("tokens"),
                        "--bridge.limits.login-failures=3")) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(bridge, "right").status()).isEqualTo(200); // correct credentials are not counted
                assertThat(bridge.get("/api/v1/functions").status())
                        .isEqualTo(401); // missing credentials are not counted
            }
            gateway.forget();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(bridge, "guess" + i).status()).isEqualTo(401);
            }
            Answer refused = ask(bridge, "guess");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.limits.login-failures");
            assertThat(gateway.methods()).isEmpty();
            assertThat(ask(bridge, "right").status()).isEqualTo(200);
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
        }
    }

    /** The wrong passwords come from the same address, faster than they can be checked. */
    @Test
    void lockOutNoUserWithTheCorrectPassword() throws Exception {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.security.mode=basic",
                        "--bridge.security.users.alice.password=" + new BCryptPasswordEncoder(4).encode("right"),
                        "--bridge.security.users.alice.authorities=functions:read",
                        "--bridge.security.users.bob.password=" + new BCryptPasswordEncoder(4).encode("right"),
                        "--bridge.security.users.bob.authorities=functions:read",
                        "--bridge.limits.login-failures=3")) {
            assertThat(login(bridge, "alice:right").status()).isEqualTo(200);
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService strangers = Executors.newFixedThreadPool(8);
            for (int i = 0; i < 8; i++) {
                strangers.execute(() -> {
                    while (!over.get()) {
                        login(bridge, "alice:guess");
                    }
                });
            }
            try {
                while (login(bridge, "alice:wrong").status() != 429) {
                    Thread.onSpinWait();
                }
                for (int i = 0; i < 5; i++) {
                    assertThat(login(bridge, "alice:right").status()).isEqualTo(200);
                }
                assertThat(login(bridge, "bob:right").status()).isEqualTo(200); // the password of bob is hashed
            } finally {
                over.set(true);
                strangers.shutdown();
                assertThat(strangers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static Answer login(TestBridge bridge, String pair) {
        String credentials = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return bridge.get("/api/v1/functions", "Authorization", "Basic " + credentials);
    }

    private static Answer ask(TestBridge bridge, String token) {
        return bridge.get("/api/v1/functions", "Authorization", "Bearer " + token);
    }
}
