package io.dcf.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.bridge.function.InvalidException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TimeoutHeadersTests {

    @ParameterizedTest
    @CsvSource({
        "X-Timeout, 30s, PT30S",
        "X-Timeout, 500ms, PT0.5S",
        "X-Timeout, 7, PT7S",
        "X-Timeout, 2m, PT2M",
        "Grpc-Timeout, 30S, PT30S",
        "Grpc-Timeout, 5H, PT5H",
        "Grpc-Timeout, 100m, PT0.1S",
        "Grpc-Timeout, 100u, PT0.0001S"
    })
    void setTheTimeout(String header, String value, Duration timeout) {
        assertThat(TimeoutHeaders.of(request(header, value))).isEqualTo(timeout);
    }

    @Test
    void setTheShorterTimeoutOfBoth() {
        MockHttpServletRequest request = request("X-Timeout", "30s");
        request.addHeader("Grpc-Timeout", "10S");
        assertThat(TimeoutHeaders.of(request)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void mayBeAbsent() {
        assertThat(TimeoutHeaders.of(new MockHttpServletRequest())).isNull();
    }

    @ParameterizedTest
    @CsvSource({"X-Timeout, 0s", "X-Timeout, soon", "X-Timeout, -1s", "Grpc-Timeout, 0S", "Grpc-Timeout, 30s"})
    void refuseOtherValues(String header, String value) {
        assertThatThrownBy(() -> TimeoutHeaders.of(request(header, value)))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("/" + header);
    }

    private static MockHttpServletRequest request(String header, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader(header, value);
        return request;
    }
}
