package io.dcf.bridge.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.RawRequest;
import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestGateway;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages may call from a browser. */
class OriginsTests {

    private static final String NAMED = "Origin: https://app.example.org";

    private static TestGateway gateway;
    private static TestBridge bridge;

    @BeforeAll
    static void start() throws IOException {
        gateway = new TestGateway();
        bridge = TestBridge.before(
                gateway,
                "--bridge.security.origins=https://app.example.org",
                "--bridge.security.mode=basic",
                "--bridge.security.users.a.password=$2y$04$wlKXjIU8JOBrStgn9qZyOuVUDxKWVYjqG7XbJTg1eUYfPGd8nl6y.",
                "--bridge.security.users.a.authorities=functions:read");
    }

    @AfterAll
    static void stop() {
        bridge.close();
        gateway.close();
    }

    private static String ask(String... lines) {
        return RawRequest.head(bridge.port(), lines);
    }

    @Test
    void mayAskBeforehandWithoutCredentials() {
        String head = ask(
                "OPTIONS /api/v1/functions/f HTTP/1.1",
                NAMED,
                "Access-Control-Request-Method: PUT",
                "Access-Control-Request-Headers: authorization, content-type");
        assertThat(head)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: https://app.example.org\n", "Access-Control-Allow-Methods: ")
                .containsIgnoringCase("Access-Control-Allow-Headers: authorization, content-type\n")
                .doesNotContain("Access-Control-Allow-Credentials");
    }

    @Test
    void mayReadAnswersAndTheirHeadersRefusalsToo() {
        String head = ask("GET /api/v1/functions HTTP/1.1", NAMED);
        assertThat(head)
                .startsWith("HTTP/1.1 401")
                .contains("Access-Control-Allow-Origin: https://app.example.org\n", "Vary: Origin\n");
        for (String name : List.of("X-Request-Id", "traceparent", "Retry-After", "Location", "RateLimit")) {
            assertThat(head).containsPattern("Access-Control-Expose-Headers: [^\n]*" + name);
        }
    }

    @Test
    void mayReadWhatTheContainerRefuses() {
        assertThat(ask("GET /% HTTP/1.1", NAMED))
                .startsWith("HTTP/1.1 400")
                .contains("Access-Control-Allow-Origin: https://app.example.org\n", "Vary: Origin\n")
                .containsPattern("Access-Control-Expose-Headers: [^\n]*X-Request-Id");
        assertThat(ask("GET /% HTTP/1.1", "Origin: https://evil.example")).doesNotContain("Access-Control");
    }

    @Test
    void areNotAskedForABodyWithoutCredentials() {
        assertThat(ask("POST /function/f HTTP/1.1", "Content-Length: 5", "Expect: 100-continue"))
                .startsWith("HTTP/1.1 401");
    }

    /** A form or an image of any page sends these unasked, with the password that the browser knows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /function/f HTTP/1.1",
                "DELETE /api/v1/functions/f HTTP/1.1",
                "GET /api/v1/functions HTTP/1.1",
                "GET /livez HTTP/1.1"
            })
    void areRefusedWhereTheyAreSomebodyElses(String request) {
        for (String origin : List.of("https://evil.example", "null", "http://app.example.org", "http://bridge:81")) {
            String head = ask(request, "Origin: " + origin, "Authorization: Basic YTpi", "Content-Length: 0");
            assertThat(head)
                    .startsWith("HTTP/1.1 403")
                    .contains("Content-Type: application/problem+json")
                    .doesNotContain("Access-Control-Allow");
        }
        assertThat(gateway.received()).isEmpty();
    }

    @Test
    void areRefusedBeforehandWhereTheyAreSomebodyElses() {
        String head = ask(
                "OPTIONS /function/f HTTP/1.1", "Origin: https://evil.example", "Access-Control-Request-Method: POST");
        assertThat(head).startsWith("HTTP/1.1 403").doesNotContain("Access-Control-Allow");
    }

    @Test
    void mayBeTheBridgesOwn() {
        assertThat(ask("GET /livez HTTP/1.1", "Origin: http://bridge")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /livez HTTP/1.1", "Origin: https://bridge")).startsWith("HTTP/1.1 200");
    }

    /** Nothing is remembered of a caller, so that there is nothing for another page to make use of: no cookie, no session. */
    @Test
    void findNoCookieToRideOn() {
        String token = "a:b";
        for (String path :
                List.of("/", "/api/v1/functions", "/console/", "/swagger-ui/index.html", "/actuator/loggers")) {
            assertThat(ask("GET " + path + " HTTP/1.1", "Cookie: JSESSIONID=1234; token=" + token))
                    .doesNotContainIgnoringCase("Set-Cookie");
        }
    }
}
