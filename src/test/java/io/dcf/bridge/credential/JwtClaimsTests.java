package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class JwtClaimsTests {

    private static List<String> authorities(String claim, Object value) {
        return JwtClaims.authorities(
                new Jwt("token", null, null, Map.of("alg", "RS256"), Map.of("sub", "ci", claim, value)));
    }

    @Test
    void giveTheAuthoritiesOfEachIssuersClaim() {
        List<String> expected = List.of("functions:read", "functions:write");
        assertThat(authorities("scope", "functions:read  functions:write")).isEqualTo(expected);
        assertThat(authorities("scp", expected)).isEqualTo(expected);
        assertThat(authorities("roles", expected)).isEqualTo(expected);
        assertThat(authorities("realm_access", Map.of("roles", expected))).isEqualTo(expected);
    }

    @Test
    void giveNoneForOtherClaims() {
        assertThat(authorities("groups", List.of("functions:read"))).isEmpty();
        assertThat(authorities("realm_access", "functions:read")).isEmpty();
        assertThat(authorities("roles", 7)).isEmpty();
    }
}
