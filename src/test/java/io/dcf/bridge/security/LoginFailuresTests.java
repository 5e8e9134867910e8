package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses credentials is soon not listened to any more, by whatever road the guesses come. */
class LoginFailuresTests {

    @TempDir
    private static Path files;

    @Test
    void endThatAnAddressIsListenedTo() throws IOException {
        Files.writeString(files.resolve("tokens"), "all:" + TokenTests.sha256("right") + ":functions:read");
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.security.mode=token",
                        "--bridge.security.tokens-file=" + files.resolve("tokens"),
                        "--bridge.limits.login-failures=3")) {
            for (int i = 0; i < 5; i++) {
                assertThat(ask(bridge, "right").status()).isEqualTo(200); // what is right is not counted
                assertThat(bridge.get("/api/v1/functions").status()).isEqualTo(401); // what is not said is no guess
            }
            gateway.forget();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(bridge, "guess" + i).status()).isEqualTo(401);
            }
            Answer refused = ask(bridge, "right");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.limits.login-failures");
            assertThat(gateway.methods()).isEmpty();
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
        }
    }

    private static Answer ask(TestBridge bridge, String token) {
        return bridge.get("/api/v1/functions", "Authorization", "Bearer " + token);
    }
}
