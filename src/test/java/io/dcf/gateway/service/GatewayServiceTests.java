package io.dcf.gateway.service;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.named;
import static io.dcf.gateway.server.RunningGateway.replicas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.GatewayGrpc.GatewayBlockingStub;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayServiceTests {

    private static final Message OK = Message.newBuilder().setMsg("OK").build();

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @Test
    void answersOkToEachChange() {
        CreateFunctionRequest definition = definition("a", "builtin/echo").build();
        assertThat(gateway.stub().deploy(definition)).isEqualTo(OK);
        assertThat(gateway.stub().update(definition)).isEqualTo(OK);
        assertThat(gateway.stub().replicaUpdate(replicas("a", 2))).isEqualTo(OK);
        assertThat(gateway.stub().delete(definition)).isEqualTo(OK);
    }

    @Test
    void deletesByNameAlone() {
        gateway.deploy("a", "builtin/echo");
        gateway.stub().delete(definition("a", "").build());
        assertThat(gateway.stub().list(Empty.getDefaultInstance()).getFunctionsList())
                .isEmpty();
    }

    @Test
    void listsWhatItDescribes() {
        gateway.deploy("b", "builtin/env");
        gateway.deploy("a", "builtin/echo");
        assertThat(gateway.stub().list(Empty.getDefaultInstance()).getFunctionsList())
                .containsExactly(gateway.describe("a"), gateway.describe("b"));
    }

    @Test
    void describesWholeDefinitions() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        CreateFunctionRequest definition = definition("a", "builtin/echo")
                .putEnvVars("A", "b")
                .addSecrets("s")
                .addConstraints("zone=a")
                .setLimits(FunctionResources.newBuilder().setMemory("64Mi"))
                .setReadOnlyRootFilesystem(true)
                .build();
        gateway.stub()
                .deploy(definition.toBuilder().setRegistryAuth("a2ltOmtleQ==").build());
        FunctionDescription description = gateway.stub()
                .describe(FunctionRequest.newBuilder().setFunctionName("a").build());
        assertThat(description.getDefinition()).isEqualTo(definition);
        assertThat(description.getStatus()).isEqualTo(gateway.describe("a"));
        assertThat(Instant.parse(description.getCreatedAt())).isBetween(before, Instant.now());
        assertThat(gateway.stub().describeAll(Empty.getDefaultInstance()).getFunctionsList())
                .containsExactly(description);
        assertRefused(
                Code.NOT_FOUND,
                () -> gateway.stub()
                        .describe(FunctionRequest.newBuilder()
                                .setFunctionName("b")
                                .build()));
    }

    @Test
    void hasNoNamespaces() {
        assertThat(gateway.stub().listNamespaces(Empty.getDefaultInstance()).getNamesList())
                .isEmpty();
    }

    @Test
    void describesWhatWasDeployed() {
        gateway.stub()
                .deploy(definition("a", "builtin/echo")
                        .putLabels("team", "blue")
                        .putAnnotations("topic", "clicks")
                        .setMinReplicas(3)
                        .build());
        assertThat(gateway.describe("a"))
                .isEqualTo(Function.newBuilder()
                        .setName("a")
                        .setImage("builtin/echo")
                        .setReplicas(3)
                        .setAvailableReplicas(3)
                        .putLabels("team", "blue")
                        .putAnnotations("topic", "clicks")
                        .build());
    }

    @Test
    void saysWhatItRunsAndThatItIsWell() {
        assertThat(gateway.stub().info(Empty.getDefaultInstance()).getMsg())
                .contains("embedded", "builtin/echo", "builtin/env", "builtin/sha256", "builtin/sleep", "builtin/fail");
        assertThat(gateway.stub().healthCheck(Empty.getDefaultInstance())).isEqualTo(OK);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void findsNoFunctionOfThatName(String method, Consumer<GatewayBlockingStub> call) {
        gateway.deploy("near", "builtin/echo");
        assertRefused(Code.NOT_FOUND, () -> call.accept(gateway.stub())).contains("'nearby'");
    }

    static Stream<Arguments> findsNoFunctionOfThatName() {
        return Map.<String, Consumer<GatewayBlockingStub>>of(
                        "Update",
                                stub -> stub.update(
                                        definition("nearby", "builtin/echo").build()),
                        "Delete", stub -> stub.delete(definition("nearby", "").build()),
                        "GetMeta", stub -> stub.getMeta(named("nearby")),
                        "GetLog", stub -> stub.getLog(named("nearby")),
                        "ReplicaUpdate", stub -> stub.replicaUpdate(replicas("nearby", 2)),
                        "Invoke", stub -> stub.invoke(input("nearby", "")))
                .entrySet()
                .stream()
                .map(call -> Arguments.of(call.getKey(), call.getValue()));
    }

    @Test
    void forgetsWhatIsDeleted() {
        gateway.deploy("a", "builtin/echo");
        gateway.stub().delete(definition("a", "").build());
        assertRefused(Code.NOT_FOUND, () -> gateway.describe("a"));
        assertRefused(
                Code.NOT_FOUND, () -> gateway.stub().delete(definition("a", "").build()));
    }

    @Test
    void pointsBytesThatAreNotUtf8ToInvokes() {
        gateway.deploy("a", "builtin/echo");
        assertRefused(
                        Code.INTERNAL,
                        () -> gateway.stub().invoke(input("a", ByteString.copyFrom(new byte[] {(byte) 0xff}))))
                .contains("UTF-8", "Invokes");
    }

    @Test
    void stopsTheFunctionWhoseCallerCancels() {
        gateway.deploy("a", "builtin/sleep", Map.of("DELAY", "1h"));
        ListenableFuture<Message> call = gateway.futures().invoke(input("a", "abc"));
        await().until(() -> gateway.describe("a").getInvocationCount() == 1);
        call.cancel(true);
        await().until(() -> gateway.log("a").contains("cancelled: 3 bytes in"));
        assertThat(gateway.log("a")).doesNotContain("invoked", "failed");
    }

    @Test
    void stopsTheFunctionWhoseDeadlinePasses() {
        gateway.deploy("a", "builtin/sleep", Map.of("DELAY", "1h"));
        assertRefused(
                Code.DEADLINE_EXCEEDED,
                () -> gateway.stub()
                        .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                        .invoke(input("a", "abc")));
        await().until(() -> gateway.log("a").contains("cancelled: 3 bytes in"));
    }

    @Test
    void keepsTheCodeWhoseTextIsLong() {
        assertRefused(Code.NOT_FOUND, () -> gateway.describe("x".repeat(9000)));
    }

    @Test
    void keepsTheTextOfALongFailure() {
        gateway.deploy("a", "builtin/fail", Map.of("MESSAGE", "ü".repeat(2000)));
        assertRefused(Code.INTERNAL, () -> gateway.invoke("a", "")).contains("üüü");
    }
}
