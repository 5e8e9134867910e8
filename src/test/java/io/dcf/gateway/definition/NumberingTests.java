package io.dcf.gateway.definition;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.server.RunningGateway;
import io.dcf.gateway.service.BytesMarshaller;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.stub.ClientCalls;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions, as clients of either numbering write them, at services that read the one or the other. */
class NumberingTests {

    private static final String CREDENTIAL = "dXNlcjpwYXNzd29yZA=="; // user:password

    @RegisterExtension
    final RunningGateway guide = new RunningGateway();

    @RegisterExtension
    final RunningGateway dcf = RunningGateway.with(Map.of("numbering", "dcf"));

    @ParameterizedTest
    @ValueSource(strings = {"pb.Gateway", "pb.gateway"})
    void readsEveryFieldWithTheNumbersOfTheSetting(String service) throws Exception {
        var definition = full();
        deploy(guide, service, definition);
        deploy(dcf, service, dcf(definition));
        assertThat(guide.describe("f").getAnnotationsMap()).isEqualTo(Map.of("a", "2"));
        assertThat(dcf.describe("f")).isEqualTo(guide.describe("f"));
        assertThat(Numbering.DCF.parse(dcf(definition).toByteString())).isEqualTo(definition);
    }

    @Test
    void readsOpenfxsNumbersAsOpenfxWhateverTheSetting() {
        deploy(guide, "pb.FxGateway", dcf(full()));
        deploy(dcf, "pb.FxGateway", dcf(full()));
        assertThat(guide.describe("f").getAnnotationsMap()).isEqualTo(Map.of("a", "2"));
        assertThat(dcf.describe("f")).isEqualTo(guide.describe("f"));
    }

    /** What {@code pb.Gateway} reads with the guide's numbers, but was written with DCF's. */
    static Stream<Arguments> writtenAsDcf() {
        return Stream.of(
                Arguments.of("Annotations as Secrets", Dcf.bare().putAnnotations("key", "value")),
                Arguments.of("Annotations of no text as Secrets", Dcf.bare().putAnnotations("k", "")),
                Arguments.of("long Annotations, no UTF-8", Dcf.bare().putAnnotations("k", "v".repeat(200))),
                Arguments.of("Constraints as Limits, undecodable", Dcf.bare().addConstraints("zone=a")),
                Arguments.of(
                        "Constraints as Limits, of a wrong type", Dcf.bare().addConstraints("nodetype=cpunode")),
                Arguments.of("Constraints as Limits, decodable", Dcf.bare().addConstraints("a=1234567")),
                Arguments.of("Secrets as Annotations, undecodable", Dcf.bare().addSecrets("regcred")),
                Arguments.of("Secrets as Annotations, decodable", Dcf.bare().addSecrets("a12345678")),
                Arguments.of("RegistryAuth as Constraints", Dcf.bare().setRegistryAuth(CREDENTIAL)),
                Arguments.of(
                        "Limits as RegistryAuth",
                        Dcf.bare().setLimits(Dcf.resources().setMemory("128Mi").setCPU("100m"))),
                Arguments.of(
                        "Limits of GPUs as RegistryAuth",
                        Dcf.bare().setLimits(Dcf.resources().setGPU("1"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writtenAsDcf")
    void refusesDcfsNumbersAsTheGuides(String what, Message.Builder definition) {
        for (String service : new String[] {"pb.Gateway", "pb.gateway"}) {
            for (var method : changes()) {
                assertRefused(Code.INVALID_ARGUMENT, () -> call(guide, service, method, definition.build()))
                        .contains("bridge.embedded.numbering=guide", "set dcf", "bridge.gateway.dialect=guide");
            }
        }
        assertThat(guide.list().getFunctionsList()).isEmpty();
        deploy(dcf, "pb.Gateway", definition.build());
        deploy(guide, "pb.FxGateway", definition.build());
    }

    /** The other way round. */
    static Stream<Arguments> writtenAsGuide() {
        return Stream.of(
                Arguments.of("Secrets as Annotations, undecodable", bare().addSecrets("regcred")),
                Arguments.of("Secrets as Annotations, decodable", bare().addSecrets("a12345678")),
                Arguments.of(
                        "Limits as Constraints", bare().setLimits(resources().setMemory("128Mi"))),
                Arguments.of("Limits of nothing as Constraints", bare().setLimits(resources())),
                Arguments.of(
                        "long Limits, no UTF-8", bare().setLimits(resources().setMemory("0".repeat(200) + "1Mi"))),
                Arguments.of("Annotations as Secrets", bare().putAnnotations("key", "value")),
                Arguments.of("Constraints as RegistryAuth", bare().addConstraints("zone=a")),
                Arguments.of(
                        "several Constraints", bare().addConstraints("zone=a").addConstraints("arch == arm64")),
                Arguments.of("RegistryAuth as Limits", bare().setRegistryAuth(CREDENTIAL)),
                Arguments.of("RegistryAuth as Limits, decodable", bare().setRegistryAuth("AbcdefghE123")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writtenAsGuide")
    void refusesTheGuidesNumbersAsDcfs(String what, Message.Builder definition) {
        for (var method : changes()) {
            assertRefused(Code.INVALID_ARGUMENT, () -> call(dcf, "pb.Gateway", method, definition.build()))
                    .contains("bridge.embedded.numbering=dcf", "set guide", "bridge.gateway.dialect=dcf");
            assertRefused(Code.INVALID_ARGUMENT, () -> call(guide, "pb.FxGateway", method, definition.build()))
                    .contains("pb.FxGateway always numbers fields as OpenFx does", "bridge.gateway.dialect=openfx");
        }
        assertThat(dcf.list().getFunctionsList()).isEmpty();
        deploy(guide, "pb.Gateway", definition.build());
    }

    /** What a reader cannot know: each of these may be meant as it is read. */
    @ParameterizedTest
    @CsvSource({"guide, token", "dcf, zone"})
    void takesWhatMayBeMeantSo(String numbering, String text) {
        if (numbering.equals("guide")) {
            deploy(guide, "pb.Gateway", Dcf.bare().setRegistryAuth(text).build());
        } else {
            deploy(dcf, "pb.Gateway", bare().addConstraints(text).build());
        }
    }

    @Test
    void showsNoCredential() {
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> deploy(
                                guide,
                                "pb.Gateway",
                                Dcf.bare().setRegistryAuth(CREDENTIAL).build()))
                .contains("Constraints")
                .doesNotContain(CREDENTIAL);
    }

    @Test
    void deletesWhicheverMessageNamesTheFunction() {
        for (String service : new String[] {"pb.Gateway", "pb.FxGateway"}) {
            deploy(dcf, service, Dcf.bare().build());
            call(dcf, service, GatewayGrpc.getDeleteMethod(), Dcf.named("f"));
            deploy(dcf, service, Dcf.bare().build());
            call(dcf, service, GatewayGrpc.getDeleteMethod(), bare().build());
            assertThat(dcf.list().getFunctionsList()).isEmpty();
        }
    }

    private static io.dcf.gateway.guide.CreateFunctionRequest.Builder bare() {
        return RunningGateway.definition("f", "builtin/echo");
    }

    private static io.dcf.gateway.guide.FunctionResources.Builder resources() {
        return io.dcf.gateway.guide.FunctionResources.newBuilder();
    }

    private static io.dcf.gateway.guide.CreateFunctionRequest full() {
        return bare().putEnvVars("E", "e")
                .putLabels("l", "1")
                .putAnnotations("a", "2")
                .addSecrets("s")
                .addConstraints("c=d")
                .setRegistryAuth(CREDENTIAL)
                .setLimits(resources().setMemory("1Mi").setCPU("2m").setGPU("3"))
                .setRequests(resources().setMemory("4Mi").setCPU("5m").setGPU("6"))
                .setMinReplicas(2)
                .setMaxReplicas(7)
                .build();
    }

    private static Message dcf(io.dcf.gateway.guide.CreateFunctionRequest definition) {
        return Dcf.bare()
                .putAllEnvVars(definition.getEnvVarsMap())
                .putAllLabels(definition.getLabelsMap())
                .putAllAnnotations(definition.getAnnotationsMap())
                .addAllSecrets(definition.getSecretsList())
                .addAllConstraints(definition.getConstraintsList())
                .setRegistryAuth(definition.getRegistryAuth())
                .setLimits(Dcf.resources(definition.getLimits()))
                .setRequests(Dcf.resources(definition.getRequests()))
                .setMinReplicas(definition.getMinReplicas())
                .setMaxReplicas(definition.getMaxReplicas())
                .build();
    }

    /** Messages as a client of OpenFx makes them, by classes that the gateway does not have. */
    private static final class Dcf {

        static io.dcf.gateway.independent.openfx.CreateFunctionRequest.Builder bare() {
            return io.dcf.gateway.independent.openfx.CreateFunctionRequest.newBuilder()
                    .setService("f")
                    .setImage("builtin/echo");
        }

        static io.dcf.gateway.independent.openfx.FunctionResources.Builder resources() {
            return io.dcf.gateway.independent.openfx.FunctionResources.newBuilder();
        }

        static io.dcf.gateway.independent.openfx.FunctionResources resources(
                io.dcf.gateway.guide.FunctionResources resources) {
            return resources()
                    .setMemory(resources.getMemory())
                    .setCPU(resources.getCPU())
                    .setGPU(resources.getGPU())
                    .build();
        }

        static Message named(String function) {
            return io.dcf.gateway.independent.openfx.DeleteFunctionRequest.newBuilder()
                    .setFunctionName(function)
                    .build();
        }
    }

    private static Iterable<MethodDescriptor<?, ?>> changes() {
        return java.util.List.of(GatewayGrpc.getDeployMethod(), GatewayGrpc.getUpdateMethod());
    }

    private static void deploy(RunningGateway gateway, String service, Message definition) {
        call(gateway, service, GatewayGrpc.getDeployMethod(), definition);
    }

    /** Sends the bytes of the message, whatever the method's own is. */
    private static void call(RunningGateway gateway, String service, MethodDescriptor<?, ?> method, Message request) {
        ManagedChannel channel = gateway.channel();
        ClientCalls.blockingUnaryCall(
                channel,
                method.toBuilder(new BytesMarshaller(), new BytesMarshaller())
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method.getBareMethodName()))
                        .setSchemaDescriptor(null)
                        .build(),
                CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS),
                request.toByteString());
    }
}
