package io.dcf.gateway.definition;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;

class DefinitionValidatorTests {

    private static void assertInvalid(CreateFunctionRequest.Builder definition, String message) {
        assertRefused(Code.INVALID_ARGUMENT, () -> DefinitionValidator.requireValid(definition.build()))
                .isEqualTo(message);
    }

    @Test
    void acceptsTheLeastDefinition() {
        assertThatCode(() -> DefinitionValidator.requireValid(
                        definition("f", "hello").build()))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheFieldTheRuleAndTheValue() {
        assertInvalid(definition("f", " "), "Image is required");
        assertInvalid(
                definition("f", "hello")
                        .setLimits(FunctionResources.newBuilder().setMemory("much")),
                "Limits.Memory must be a quantity such as 128Mi or 500m, not 'much'");
        assertInvalid(
                definition("f", "hello").putEnvVars("1A", "x"),
                "EnvVars must match [-._a-zA-Z][-._a-zA-Z0-9]*, not '1A'");
        assertInvalid(
                definition("f", "hello").setMinReplicas(3).setMaxReplicas(2),
                "MaxReplicas must not be less than MinReplicas");
        assertInvalid(
                definition("f", "hello").putAnnotations("dcf.io/concurrency", "0"),
                "annotation dcf.io/concurrency must be the number of calls that a replica takes at once,"
                        + " 1 to 999999, not '0'");
        assertInvalid(
                definition("f", "hello").putLabels("l", "x".repeat(256 * 1024)),
                "Labels must have at most 262144 bytes in total, not 262145");
    }

    @Test
    void readsTheConcurrencyOfAReplica() {
        assertThat(DefinitionValidator.concurrency(definition("f", "hello")
                        .putAnnotations("dcf.io/concurrency", "7")
                        .build()))
                .isEqualTo(7);
        assertThat(DefinitionValidator.concurrency(definition("f", "hello").build()))
                .isEqualTo(Long.MAX_VALUE);
    }
}
