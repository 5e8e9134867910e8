package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageOriginTests {

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, localhost:8080",
        "http://Bridge.example.org, bridge.example.org:80",
        "https://bridge.example.org:443, bridge.example.org",
        "https://bridge.example.org, bridge.example.org",
        "http://[::1]:8080, [::1]:8080"
    })
    void acceptsTheBridgesOwnHost(String origin, String host) {
        assertThat(PageOrigin.isOwn(origin, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8081, localhost:8080",
        "http://bridge.example.org:443, bridge.example.org",
        "https://example.org, bridge.example.org",
        "null, localhost:8080",
        "http://bad host, localhost:8080"
    })
    void refusesOthers(String origin, String host) {
        assertThat(PageOrigin.isOwn(origin, host)).isFalse();
    }
}
