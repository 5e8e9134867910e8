package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A gateway that refuses the caller's own credentials, which is a 401, stands in for whatever else does. */
class LoginFailuresTests {

    private static final String[] WRONG = {"Authorization", "Bearer guess"};

    @Test
    void refusesThoseWhoGuess() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(
                        gateway,
                        "--bridge.limits.login-failures=3",
                        "--bridge.gateway.forward-headers=authorization")) {
            gateway.on("List", TestGateway.Answer.with(new StatusRuntimeException(Status.UNAUTHENTICATED)));
            for (int i = 0; i < 3; i++) {
                assertThat(bridge.get("/api/v1/functions", WRONG).status()).isEqualTo(401);
            }
            gateway.forget();
            TestBridge.Answer refused = bridge.get("/api/v1/functions", WRONG);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.limits.login-failures");
            assertThat(gateway.methods()).isEmpty();

            assertThat(bridge.get("/api/v1/info").status()).isEqualTo(200); // without credentials it is no guess
            assertThat(bridge.get("/livez").status()).isEqualTo(200);
        }
    }

    @Test
    void countsNoCredentialsThatAreRight() throws IOException {
        try (TestGateway gateway = new TestGateway();
                TestBridge bridge = TestBridge.before(gateway, "--bridge.limits.login-failures=1")) {
            for (int i = 0; i < 5; i++) {
                assertThat(bridge.get("/api/v1/functions", WRONG).status()).isEqualTo(200);
            }
        }
    }
}
