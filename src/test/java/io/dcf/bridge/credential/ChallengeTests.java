package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChallengeTests {

    private final Challenge basic = new Challenge(SecurityMode.BASIC);
    private final Challenge token = new Challenge(SecurityMode.TOKEN);

    @Test
    void namesTheScheme() {
        assertThat(basic.header()).isEqualTo("Basic realm=\"dcf-bridge\", charset=\"UTF-8\"");
        assertThat(token.header()).isEqualTo("Bearer realm=\"dcf-bridge\"");
    }

    @Test
    void hasAnErrorForBearerOnly() {
        assertThat(basic.invalidCredentials()).isEqualTo(basic.header());
        assertThat(token.invalidCredentials()).isEqualTo("Bearer realm=\"dcf-bridge\", error=\"invalid_token\"");
        assertThat(basic.missingAuthority("functions:read")).isNull();
        assertThat(token.missingAuthority("functions:read"))
                .isEqualTo("Bearer realm=\"dcf-bridge\", error=\"insufficient_scope\", scope=\"functions:read\"");
    }
}
