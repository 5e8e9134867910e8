package io.dcf.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environment variables that are no settings. Other property sources are tested with whole bridges. */
class UnknownSettingsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BRIDGE_SECURITY_ALLOW_ANONYMOUS",
                "BRIDGE_SECURITY_ALLOWANONYMOUS",
                "bridge_gateway_address",
                "BRIDGE_GATEWAY_FORWARDHEADERS_0",
                "BRIDGE_GATEWAY_FORWARD_HEADERS_0",
                "BRIDGE_GATEWAY_BREAKER_FAILURE_RATE",
                "BRIDGE_EMBEDDED_ADDRESSES_ECHO",
                "BRIDGE_SECURITY_USERS_ANN_PASSWORD",
                "BRIDGES_OF_THIS_TOWN",
                "PATH"
            })
    void areNotThoseThatTakeEffect(String variable) {
        assertThat(unknown(Map.of(variable, "x"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BRIDGE_GATWAY_ADDRESS, BRIDGE_GATEWAY_ADDRESS",
        "BRIDGE_SECURITY_ALLOW_ANONYMUS, BRIDGE_SECURITY_ALLOW_ANONYMOUS",
        "BRIDGE_GATEWAY_PORT_80_TCP, BRIDGE_",
        "BRIDGE_GATEWAY_ADDRESS_0, BRIDGE_GATEWAY_ADDRESS",
        "BRIDGE_SECURITY_JWT_ISSUERURL, BRIDGE_SECURITY_JWT_ISSUER_URI"
    })
    void areThoseThatTakeNone(String variable, String near) {
        assertThat(unknown(Map.of(variable, "x")))
                .singleElement()
                .satisfies(each -> assertThat(each.getDescription()).contains("Setting: " + variable, "Value:   x"))
                .satisfies(each -> assertThat(each.getAction()).contains(": did you mean " + near));
    }

    @Test
    void areNotThoseOfAServiceInKubernetes() {
        assertThat(unknown(Map.of(
                        "BRIDGE_GATEWAY_SERVICE_HOST", "10.0.0.1",
                        "BRIDGE_GATEWAY_SERVICE_PORT", "80",
                        "BRIDGE_GATEWAY_SERVICE_PORT_HTTP", "80",
                        "BRIDGE_GATEWAY_PORT", "tcp://10.0.0.1:80",
                        "BRIDGE_GATEWAY_PORT_80_TCP_ADDR", "10.0.0.1")))
                .isEmpty();
    }

    private static Iterable<FailureAnalysis> unknown(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        return new UnknownSettings().in(environment);
    }
}
