package io.dcf.gateway.manifest;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status.Code;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSelectorTests {

    private static CreateFunctionRequest constrained(String constraint) {
        return CreateFunctionRequest.newBuilder().addConstraints(constraint).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk=ssd", "disk==ssd", " disk == ssd "})
    void readsEquality(String constraint) {
        assertThat(NodeSelector.of(constrained(constraint))).isEqualTo(Map.of("disk", "ssd"));
    }

    @Test
    void readsAnEmptyValue() {
        assertThat(NodeSelector.of(constrained("gpu="))).isEqualTo(Map.of("gpu", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "disk!=ssd", "cpus>2", "=ssd", "disk=a b"})
    void refusesOtherConstraints(String constraint) {
        assertRefused(Code.INVALID_ARGUMENT, () -> NodeSelector.of(constrained(constraint)))
                .contains("'" + constraint + "'");
    }
}
