package io.dcf.bridge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTests {

    private static final List<String> KNOWN = List.of("limit", "continue", "cpu");

    @ParameterizedTest
    @CsvSource({"limits, limit", "LIMIT, limit", "limt, limit", "limti, limit", "continu, continue", "cpus, cpu"})
    void isAtMostTwoEditsAway(String name, String nearest) {
        assertThat(NearestName.of(name, KNOWN)).contains(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "cp", "offset", "limitless"})
    void isEmptyIfNoneIsNear(String name) {
        assertThat(NearestName.of(name, List.of("limit", "continue"))).isEmpty();
    }

    @Test
    void isTheFirstOfEquallyNearNames() {
        assertThat(NearestName.of("xpu", List.of("cpu", "gpu"))).contains("cpu");
    }

    @Test
    void isEmptyForLongNames() {
        assertThat(NearestName.of("limit".repeat(20), List.of("limit".repeat(20))))
                .isEmpty();
    }
}
