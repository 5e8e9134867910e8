package io.dcf.bridge.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CredentialsTests {

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, Bearer, abc",
        "bearer abc, Bearer, abc",
        "Bearer   abc, Bearer, abc",
        "Bearer, Bearer,",
        "Bearerabc, Bearer,",
        "Basic abc, Bearer,",
        "Basic abc, Basic, abc"
    })
    void areReadFromTheHeaderOfTheirScheme(String header, String scheme, String expected) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", header);
        assertThat(Credentials.of(request, scheme)).isEqualTo(expected);
    }

    @Test
    void areReadFromASubprotocolOfAWebSocketOnly() {
        String encoded = Base64.getUrlEncoder().encodeToString("Bearer abc".getBytes(StandardCharsets.UTF_8));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Sec-WebSocket-Protocol", "problem+json, authorization." + encoded);
        assertThat(Credentials.of(request, "Bearer")).isNull();
        request.addHeader("Upgrade", "websocket");
        assertThat(Credentials.of(request, "Bearer")).isEqualTo("abc");
    }

    @Test
    void areAbsentWhereTheSubprotocolIsNotBase64() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Upgrade", "websocket");
        request.addHeader("Sec-WebSocket-Protocol", "authorization.%%%");
        assertThat(Credentials.of(request, "Bearer")).isNull();
    }
}
