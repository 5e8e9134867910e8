package io.dcf.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.Principal;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientRatesTests {

    private static final ClientRates TWO_AT_ONCE = new ClientRates(
            CapacityTests.limits(Map.of("bridge.limits.rate", "1", "bridge.limits.burst", "2")),
            new LimitMeters(new SimpleMeterRegistry()));

    @Test
    void refusesAClientAboveItsRateAndNamesTheDelay() {
        try (TestBridge bridge = TestBridge.embedded("--bridge.limits.rate=1", "--bridge.limits.burst=3")) {
            Answer first = bridge.get("/api/v1/info");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"caller\";q=3;w=3");
            assertThat(first.header("RateLimit")).isEqualTo("\"caller\";r=2;t=1");
            Answer refused = Stream.generate(() -> bridge.post("/function/ghost", "x"))
                    .limit(1_000)
                    .filter(answer -> answer.status() != 404)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("RateLimit")).startsWith("\"caller\";r=0;t=");
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(refused.json().path("retryable").booleanValue()).isTrue();
            assertThat(refused.json().path("hint").stringValue()).contains("bridge.limits.rate");

            for (String probe : new String[] {"/livez", "/readyz", "/actuator/health/liveness"}) {
                assertThat(bridge.get(probe).status()).as(probe).isEqualTo(200);
                assertThat(bridge.get(probe).header("RateLimit")).isEmpty();
            }
            assertThat(bridge.get("/actuator/prometheus").body())
                    .contains("bridge_limits_refused_total{limit=\"rate\"} 1.0");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "2001:db8:1:3::1, 2001:db8:1:4::1, false",
        "fe80::1%eth0, fe80::2, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.3, 192.0.2.3, true"
    })
    void countsAnIpv6NetworkAsOneClient(String one, String other, boolean same) {
        assertThat(TWO_AT_ONCE.count(from(one, null)).refusal()).isNull();
        countUntilRefused(i -> from(one, null));
        assertThat(TWO_AT_ONCE.count(from(other, null)).refusal() != null).isEqualTo(same);
    }

    @Test
    void countsAUserFromAnyAddress() {
        countUntilRefused(i -> from("198.51.100." + i, "ann"));
        assertThat(TWO_AT_ONCE.count(from("198.51.100.2", "bob")).refusal()).isNull();
    }

    private static void countUntilRefused(IntFunction<MockHttpServletRequest> request) {
        assertThat(IntStream.range(0, 100).mapToObj(request).map(TWO_AT_ONCE::count))
                .anyMatch(quota -> quota.refusal() != null);
    }

    private static MockHttpServletRequest from(String address, String user) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setRemoteAddr(address);
        if (user != null) {
            request.setAttribute(Principal.class.getName(), (Principal) () -> user);
        }
        return request;
    }
}
