package io.dcf.gateway.engine;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTests {

    private static CreateFunctionRequest annotated(String name, String value) {
        return CreateFunctionRequest.newBuilder().putAnnotations(name, value).build();
    }

    @Test
    void isThatOfTheAnnotationOrTheDefault() {
        assertThat(Protocol.of(annotated("dcf.io/protocol", "fxwatcher"), Protocol.HTTP))
                .isEqualTo(Protocol.FXWATCHER);
        assertThat(Protocol.of(CreateFunctionRequest.getDefaultInstance(), Protocol.HTTP))
                .isEqualTo(Protocol.HTTP);
        assertRefused(Code.INVALID_ARGUMENT, () -> Protocol.of(annotated("dcf.io/protocol", "HTTP"), Protocol.HTTP))
                .isEqualTo("annotation dcf.io/protocol must be http or fxwatcher, not 'HTTP'");
    }

    @Test
    void listensAtThePortOfTheAnnotationOrTheDefault() {
        assertThat(Protocol.HTTP.port(annotated("dcf.io/port", "65535"))).isEqualTo(65535);
        assertThat(Protocol.HTTP.port(CreateFunctionRequest.getDefaultInstance()))
                .isEqualTo(8080);
        assertThat(Protocol.FXWATCHER.port(CreateFunctionRequest.getDefaultInstance()))
                .isEqualTo(50051);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "65536", "08", "http"})
    void refusesAnInvalidPort(String port) {
        assertRefused(Code.INVALID_ARGUMENT, () -> Protocol.HTTP.port(annotated("dcf.io/port", port)))
                .contains("'" + port + "'");
    }
}
