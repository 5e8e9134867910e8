package io.dcf.gateway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaBoundsTests {

    /** -1 is the largest unsigned number. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "2, 5, 0, 0",
        "2, 5, 1, 2",
        "2, 5, 3, 3",
        "2, 5, 9, 5",
        "0, 0, 1, 1",
        "2, 0, -1, -1",
        "0, 5, -1, 5"
    })
    void clampsAllNumbersButZero(int min, int max, long replicas, long clamped) {
        CreateFunctionRequest definition = CreateFunctionRequest.newBuilder()
                .setMinReplicas(min)
                .setMaxReplicas(max)
                .build();
        assertThat(ReplicaBounds.clamp(definition, replicas)).isEqualTo(clamped);
    }
}
