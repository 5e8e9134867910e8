package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.bridge.TestGateway;
import io.dcf.bridge.TestRequest;
import io.dcf.bridge.TestSocket;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mode jwt: tokens that an issuer signs. */
class JwtTests {

    private static TestIssuer issuer;
    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException, JOSEException {
        issuer = new TestIssuer();
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.security.mode=jwt",
                "--bridge.limits.login-failures=1000",
                "--bridge.security.jwt.issuer-uri=" + issuer.uri(),
                "--bridge.security.jwt.audience=bridge");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
        issuer.close();
    }

    private static Answer list(TestBridge of, String token) {
        return of.get("/api/v1/functions", "Authorization", "Bearer " + token);
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                claim(200, "as they have to be", claims -> claims),
                claim(200, "several audiences", claims -> claims.audience(List.of("x", "bridge"))),
                claim(200, "within the skew", claims -> claims.expirationTime(in(-20))),
                claim(200, "scp", claims -> claims.claim("scope", null).claim("scp", List.of("functions:read"))),
                claim(200, "roles", claims -> claims.claim("scope", null).claim("roles", List.of("functions:read"))),
                claim(
                        200,
                        "realm roles",
                        claims -> claims.claim("scope", null)
                                .claim("realm_access", Map.of("roles", List.of("functions:read")))),
                claim(403, "no scope", claims -> claims.claim("scope", null)),
                claim(403, "another scope", claims -> claims.claim("scope", "functions:reads functions")),
                claim(401, "another audience", claims -> claims.audience("other")),
                claim(401, "no audience", claims -> claims.audience((String) null)),
                claim(401, "another issuer", claims -> claims.issuer("http://127.0.0.1:1")),
                claim(401, "no issuer", claims -> claims.issuer(null)),
                claim(401, "over", claims -> claims.expirationTime(in(-40))),
                claim(401, "no end", claims -> claims.expirationTime(null)),
                claim(401, "not yet", claims -> claims.notBeforeTime(in(40))));
    }

    private static Arguments claim(int status, String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(status, name, change);
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("claims")
    void areValidatedByTheirClaims(int status, String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        String token = issuer.token(change.apply(issuer.claims()).build());
        for (int again = 0; again < 2; again++) {
            Answer answer = list(bridge, token);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("WWW-Authenticate"))
                    .contains(status == 401 ? "invalid_token" : status == 403 ? "insufficient_scope" : "");
        }
    }

    @Test
    void areDescribedToTheirClient() {
        Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        String token =
                issuer.token(issuer.claims().expirationTime(Date.from(end)).build());
        Answer answer = bridge.get("/api/v1/me", "Authorization", "Bearer " + token);
        assertThat(answer.body())
                .isEqualTo("{\"mode\":\"jwt\",\"authenticated\":true,\"name\":\"alice\","
                        + "\"authorities\":[\"openid\",\"functions:read\",\"functions:invoke\"],"
                        + "\"expiresAt\":\"" + end + "\"}");
        String expired = issuer.token(issuer.claims().expirationTime(in(-40)).build());
        assertThat(bridge.get("/api/v1/me", "Authorization", "Bearer " + expired)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void areAcceptedOnlyWithAsymmetricSignatures() {
        JWTClaimsSet claims = issuer.claims().build();
        assertThat(list(bridge, issuer.sign(JWSAlgorithm.ES256, "ec", claims)).status())
                .isEqualTo(200);
        assertThat(list(bridge, issuer.sign(JWSAlgorithm.RS512, "rsa", claims)).status())
                .isEqualTo(200);
        List<String> wrong = List.of(
                issuer.sign(JWSAlgorithm.HS256, "rsa", claims), // signed with the public key
                issuer.sign(JWSAlgorithm.PS256, "rsa", claims),
                new PlainJWT(claims).serialize(),
                issuer.token(claims).replaceFirst("....$", "AAAA"),
                "nonsense",
                "a.b.c");
        assertThat(wrong).allSatisfy(token -> {
            assertThat(list(bridge, token).status()).isEqualTo(401);
            assertThat(list(bridge, token).body()).doesNotContain(token);
        });
    }

    @Test
    void areAnsweredWith503WhileTheIssuerIsDown() throws IOException, JOSEException {
        try (TestIssuer other = new TestIssuer()) {
            other.stop();
            try (TestBridge started = TestBridge.before(
                    gateway,
                    "--bridge.security.mode=jwt",
                    "--bridge.security.jwt.issuer-uri=" + other.uri(),
                    "--bridge.security.jwt.audience=bridge")) {
                String token = other.token(other.claims().build());
                Answer answer = list(started, token);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
                assertThat(answer.json().path("hint").stringValue()).contains("issuer-uri");
                assertThat(list(started, "nonsense").status()).isEqualTo(401);
                other.restart();
                org.assertj.core.api.Assertions.assertThat(until200(started, token))
                        .isTrue();
            }
        }
    }

    private static boolean until200(TestBridge started, String token) {
        long end = System.nanoTime() + 15_000_000_000L;
        while (System.nanoTime() < end) {
            if (list(started, token).status() == 200) {
                return true;
            }
        }
        return false;
    }

    /** The token is valid only for the rest of the clock skew of 30 s. */
    @Test
    void endAWebSocketWhenTheyExpire() throws IOException {
        gateway.onStreams(outputs -> new StreamObserver<>() {
            @Override
            public void onNext(InvokeServiceRequest input) {}

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {}
        });
        String token = issuer.token(issuer.claims().expirationTime(in(-24)).build());
        try (TestSocket socket = TestSocket.open(bridge.port(), "f", "Authorization", "Bearer " + token)) {
            ByteBuffer close = ByteBuffer.wrap(socket.message().payload());
            assertThat(close.getShort()).isEqualTo((short) 4401);
        }
    }

    @Test
    void endFollowedFunctionsWhenTheyExpire() throws IOException {
        String token = issuer.token(issuer.claims().expirationTime(in(-24)).build());
        try (TestRequest request =
                TestRequest.get(bridge.port(), "/api/v1/events", "Authorization", "Bearer " + token)) {
            assertThat(request.head().status()).isEqualTo(200);
            assertThat(request.event().name()).isEqualTo("functions");
            TestRequest.Event last = request.event();
            assertThat(last.name()).isEqualTo("problem");
            assertThat(last.json().path("status").asInt()).isEqualTo(401);
        }
    }
}
