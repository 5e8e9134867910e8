package io.dcf.bridge.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.firewall.RequestRejectedException;

class FirewallTests {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/function/echo", "/api/v1/functions", "/v3/api-docs.yaml", "/a_b-c"})
    void knowsPlainPaths(String path) {
        assertThat(Firewall.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//", "/a//b", "/a/./b", "/a/../b", "/a..b", "/.a", "/a.", "/a%2fb", "/a;b", "/a b", "/ä"})
    void checksOtherPathsStrictly(String path) {
        assertThat(Firewall.isPlain(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "/a/../b", "/a%2fb", "/a;b"})
    void rejectsAmbiguousPaths(String path) {
        assertThatThrownBy(() -> new Firewall().getFirewalledRequest(new MockHttpServletRequest("GET", path)))
                .isInstanceOf(RequestRejectedException.class);
    }

    @Test
    void leavesHeadersAndParametersToTheirReaders() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/%C3%A4");
        request.addHeader("X-Own", "\u00c3\u0080"); // the bytes of a letter in UTF-8, as Tomcat reads them
        request.addParameter("\f", "\u0000");
        HttpServletRequest checked = new Firewall().getFirewalledRequest(request);
        assertThat(checked.getHeader("X-Own")).isEqualTo("\u00c3\u0080");
        assertThat(checked.getParameterMap()).containsOnlyKeys("\f");
        assertThat(checked.getParameter("\f")).isEqualTo("\u0000");
    }
}
