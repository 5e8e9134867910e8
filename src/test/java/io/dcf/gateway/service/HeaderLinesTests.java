package io.dcf.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dcf.gateway.call.FunctionFailure;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderLinesTests {

    @Test
    void parseWhatTheyHaveFormatted() {
        HttpHeaders headers =
                HttpHeaders.of(Map.of("accept", List.of("a", "b"), "x-name", List.of("J\u00fcrgen")), (n, v) -> true);
        assertThat(HeaderLines.parse(HeaderLines.format(headers)).map()).isEqualTo(headers.map());
    }

    @Test
    void ignoreLinesWithoutAName() {
        byte[] lines = "no colon\n: no name\nName: value: 1\n\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(HeaderLines.parse(lines).map()).isEqualTo(Map.of("name", List.of("value: 1")));
        assertThat(HeaderLines.parse(new byte[0]).map()).isEmpty();
    }

    @Test
    void refuseHeadersThatAreTooLong() {
        HttpHeaders headers = HttpHeaders.of(Map.of("x", List.of("y".repeat(8 << 10))), (n, v) -> true);
        assertThatThrownBy(() -> HeaderLines.format(headers))
                .isInstanceOf(FunctionFailure.class)
                .hasMessage("the headers of its response exceed 8 KiB");
    }
}
