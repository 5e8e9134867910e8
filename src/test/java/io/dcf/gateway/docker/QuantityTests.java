package io.dcf.gateway.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTests {

    @ParameterizedTest
    @CsvSource({
        "128Mi, 134217728",
        "1Gi, 1073741824",
        "1.5Ki, 1536",
        "64M, 64000000",
        "1e3, 1000",
        "1E3, 1000",
        "2E, 2000000000000000000",
        "100, 100",
        "0.5, 1",
        "'', 0"
    })
    void readsBytes(String text, long bytes) {
        assertThat(Quantity.of("Limits.Memory", text, BigDecimal.ONE)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"250m, 250000000", "1, 1000000000", "0.1, 100000000", "5u, 5000", "3n, 3"})
    void readsBillionthsOfACpu(String text, long nanos) {
        assertThat(Quantity.of("Limits.CPU", text, new BigDecimal("1e-9"))).isEqualTo(nanos);
    }

    @Test
    void refusesAnOverflow() {
        assertThatThrownBy(() -> Quantity.of("Limits.Memory", "1e999", BigDecimal.ONE))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessage("INVALID_ARGUMENT: Limits.Memory is too large: '1e999'");
    }
}
