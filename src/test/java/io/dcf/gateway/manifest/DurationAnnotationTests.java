package io.dcf.gateway.manifest;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status.Code;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationAnnotationTests {

    private static CreateFunctionRequest drain(String value) {
        return CreateFunctionRequest.newBuilder()
                .putAnnotations("dcf.io/drain", value)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"1s, 1", "90s, 90", "5m, 300", "1h, 3600", "1500ms, 1"})
    void readsWholeSeconds(String text, long seconds) {
        assertThat(DurationAnnotation.DRAIN.of(drain(text))).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void isEmptyWithoutTheAnnotation() {
        assertThat(DurationAnnotation.SCALE_TO_ZERO.of(drain("5m"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "999ms", "-5s", "2h", "soon", "9223372036854775807d"})
    void refusesAnInvalidDuration(String text) {
        assertRefused(Code.INVALID_ARGUMENT, () -> DurationAnnotation.DRAIN.of(drain(text)))
                .isEqualTo("annotation dcf.io/drain must be a duration such as 30s or 5m, 1s to 3600s, not '" + text
                        + "'");
    }
}
