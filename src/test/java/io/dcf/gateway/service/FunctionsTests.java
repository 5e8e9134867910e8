package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionsTests {

    private static final String LARGE = "x".repeat(256 * 1024);
    private static final String LONGEST = "a".repeat(63);

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @Test
    void refusesTakenName() {
        gateway.deploy("a", "builtin/echo");
        assertRefused(Code.ALREADY_EXISTS, () -> gateway.deploy("a", "builtin/env"))
                .contains("'a'");
        assertThat(gateway.describe("a").getImage()).isEqualTo("builtin/echo");
    }

    @Test
    void letsNoDefinitionSayThatItIsUnavailable() {
        gateway.stub()
                .deploy(definition("a", "builtin/echo")
                        .putAnnotations("dcf.io/unavailable", "it says")
                        .putAnnotations("dcf.io/unavailable-since", "2026-11-30T10:00:00Z")
                        .putAnnotations("other", "1")
                        .build());
        assertThat(gateway.describe("a").getAnnotationsMap()).isEqualTo(Map.of("other", "1"));
    }

    @RepeatedTest(5)
    void letsOneOfManyDeploysWin() {
        List<ListenableFuture<Message>> calls = IntStream.range(0, 200)
                .mapToObj(i ->
                        gateway.futures().deploy(definition("a", "builtin/echo").build()))
                .toList();
        assertThat(calls)
                .extracting(call -> statusOf(call::get).getCode())
                .containsOnly(Code.OK, Code.ALREADY_EXISTS)
                .containsOnlyOnce(Code.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "a-b", "a--b", "0a"})
    void takesGoodName(String name) {
        assertThatCode(() -> gateway.deploy(name, "builtin/echo")).doesNotThrowAnyException();
    }

    @Test
    void takesNameOf63CharactersAndNoLonger() {
        gateway.deploy(LONGEST, "builtin/echo");
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.deploy(LONGEST + "a", "builtin/echo"))
                .contains("Service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "aB", "-a", "a-", "-", "a_b", "a.b", "a b", "a/b", "a\n", "ä"})
    void refusesBadName(String name) {
        CreateFunctionRequest definition = definition(name, "builtin/echo").build();
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.stub().deploy(definition))
                .contains("Service");
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.stub().update(definition))
                .contains("Service");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void refusesBadDefinition(CreateFunctionRequest.Builder definition, String text) {
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.stub().deploy(definition.build()))
                .contains(text);
        gateway.deploy("a", "builtin/echo");
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.stub().update(definition.build()))
                .contains(text);
    }

    static Stream<Arguments> refusesBadDefinition() {
        CreateFunctionRequest good = definition("a", "builtin/echo").build();
        FunctionResources.Builder memory = FunctionResources.newBuilder().setMemory("128 Mi");
        FunctionResources.Builder cpu = FunctionResources.newBuilder().setCPU("fast");
        FunctionResources.Builder gpu = FunctionResources.newBuilder().setGPU("-1");
        return Stream.of(
                Arguments.of(good.toBuilder().setImage(" "), "Image"),
                Arguments.of(good.toBuilder().setLimits(memory), "Limits.Memory"),
                Arguments.of(good.toBuilder().setLimits(cpu), "Limits.CPU"),
                Arguments.of(good.toBuilder().setLimits(gpu), "Limits.GPU"),
                Arguments.of(good.toBuilder().setRequests(memory), "Requests.Memory"),
                Arguments.of(good.toBuilder().setRequests(cpu), "Requests.CPU"),
                Arguments.of(good.toBuilder().setRequests(gpu), "Requests.GPU"),
                Arguments.of(good.toBuilder().putEnvVars("A", LARGE), "EnvVars"),
                Arguments.of(good.toBuilder().putLabels("a", LARGE), "Labels"),
                Arguments.of(good.toBuilder().putAnnotations("a", LARGE), "Annotations"),
                Arguments.of(good.toBuilder().addSecrets(LARGE).addSecrets("a"), "Secrets"),
                Arguments.of(good.toBuilder().addConstraints(LARGE).addConstraints("a"), "Constraints"),
                Arguments.of(good.toBuilder().setRegistryAuth(LARGE + "a"), "RegistryAuth"),
                Arguments.of(good.toBuilder().setMinReplicas(-1), "MinReplicas"),
                Arguments.of(good.toBuilder().setMaxReplicas(-1), "MaxReplicas"),
                Arguments.of(good.toBuilder().setMinReplicas(3).setMaxReplicas(2), "MaxReplicas"),
                Arguments.of(good.toBuilder().setImage("builtin/sleep").putEnvVars("DELAY", "soon"), "DELAY"),
                Arguments.of(good.toBuilder().setImage("builtin/sleep").putEnvVars("DELAY", ""), "DELAY"),
                Arguments.of(good.toBuilder().setImage("builtin/sleep").putEnvVars("DELAY", "-1s"), "DELAY"),
                Arguments.of(good.toBuilder().setImage("builtin/sleep").putEnvVars("DELAY", "9e9d"), "DELAY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0.5", ".5", "5.", "100m", "128Mi", "1Gi", "2k", "1E", "1e3", "1E-3"})
    void takesGoodQuantity(String quantity) {
        FunctionResources.Builder resources = FunctionResources.newBuilder()
                .setMemory(quantity)
                .setCPU(quantity)
                .setGPU(quantity);
        assertThatCode(() -> gateway.stub()
                        .deploy(definition("a", "builtin/echo")
                                .setLimits(resources)
                                .setRequests(resources)
                                .build()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1mi", "1Q", "1 ", "Mi", "1.2.3", "1e", "1kB", "\u0661"})
    void refusesBadQuantity(String quantity) {
        FunctionResources.Builder resources = FunctionResources.newBuilder().setMemory(quantity);
        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> gateway.stub()
                        .deploy(definition("a", "builtin/echo")
                                .setLimits(resources)
                                .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "builtin/", "builtin/ECHO", "builtin/echo:latest"})
    void namesTheImagesThatItRuns(String image) {
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.deploy("a", image))
                .contains("'" + image + "'")
                .contains("builtin/echo", "builtin/env", "builtin/sha256", "builtin/sleep", "builtin/fail");
        assertThat(gateway.stub().list(Empty.getDefaultInstance()).getFunctionsList())
                .isEmpty();
    }

    @Test
    void refusesDelayThatOverflowsMilliseconds() {
        assertRefused(
                Code.INVALID_ARGUMENT,
                () -> gateway.deploy("a", "builtin/sleep", Map.of("DELAY", "9223372036854775807s")));
    }

    @Test
    void refusesBadEnvironmentName() {
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.deploy("a", "builtin/env", Map.of("A=B", "c")));
    }

    @Test
    void keepsTheCodeWhoseImageIsLong() {
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.deploy("a", "x".repeat(9000)));
    }
}
