package io.dcf.gateway.store;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway that keeps its functions still has after it was stopped and started. */
class DatabaseStoreTests {

    @TempDir
    static Path parent;

    @RegisterExtension
    final RunningGateway gateway = RunningGateway.keeping(() -> Files.createTempDirectory(parent, "functions"));

    @Test
    void keepsEverything() {
        gateway.stub()
                .deploy(definition("a", "builtin/env")
                        .putEnvVars("GREETING", "hi")
                        .putLabels("team", "demo")
                        .putAnnotations("note", "x")
                        .setLimits(FunctionResources.newBuilder().setMemory("64Mi"))
                        .build());
        gateway.deploy("b", "builtin/echo");
        gateway.scale("b", -1);
        gateway.invoke("a", "");
        gateway.invoke("a", "");
        List<Function> before = Stream.of("a", "b").map(gateway::describe).toList();
        gateway.restart();
        assertThat(Stream.of("a", "b").map(gateway::describe)).isEqualTo(before);
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(2);
        assertThat(gateway.invoke("a", "")).isEqualTo("GREETING=hi\n");
        assertThat(gateway.log("a")).contains("restored: image builtin/env, replicas 1");
    }

    @Test
    void keepsTheTimeOfTheDeployment() throws Exception {
        gateway.deploy("a", "builtin/echo");
        FunctionDescription before = describe("a");
        gateway.stub().update(definition("a", "builtin/env").build());
        gateway.scale("a", 2);
        gateway.restart();
        assertThat(before.getCreatedAt()).isNotEmpty();
        assertThat(describe("a").getCreatedAt()).isEqualTo(before.getCreatedAt());
        gateway.stop();
        try (Connection database = EmbeddedDatabase.open(gateway.directory())) {
            database.createStatement().execute("UPDATE function SET created = NULL");
            database.commit();
        }
        gateway.restart();
        assertThat(describe("a").getCreatedAt())
                .as("of a function that an earlier version stored")
                .isEmpty();
    }

    private FunctionDescription describe(String name) {
        return gateway.stub()
                .describe(FunctionRequest.newBuilder().setFunctionName(name).build());
    }

    @Test
    void keepsWhatItDoesNotKnow() throws Exception {
        CreateFunctionRequest later = definition("a", "builtin/echo")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1000,
                                UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                        .build())
                .build();
        gateway.stub().deploy(later);
        gateway.stop();
        try (DatabaseStore store = new DatabaseStore(gateway.directory())) {
            assertThat(store.load()).extracting(StoredFunction::definition).containsExactly(later);
        }
    }

    @Test
    void keepsChangesAndDeletions() {
        gateway.deploy("a", "builtin/echo");
        gateway.deploy("b", "builtin/echo");
        gateway.invoke("b", "");
        gateway.stub().update(definition("a", "builtin/fail").setMinReplicas(2).build());
        gateway.stub().delete(definition("b", "").build());
        gateway.restart();
        assertThat(gateway.describe("a").getImage()).isEqualTo("builtin/fail");
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(2);
        assertRefused(Code.NOT_FOUND, () -> gateway.describe("b"));
        gateway.deploy("b", "builtin/echo");
        gateway.restart();
        assertThat(gateway.describe("b").getInvocationCount()).isZero();
    }

    @Test
    void keepsAFunctionScaledTo0() {
        gateway.deploy("a", "builtin/echo");
        gateway.scale("a", 0);
        gateway.restart();
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("a", "x")).contains("scaled to 0");
    }

    @Test
    void keepsTheLargestDefinitionThatArrives() {
        String large = "x".repeat(256 * 1024 - 5);
        gateway.stub()
                .deploy(definition("a", "builtin/echo")
                        .putEnvVars("LARGE", large)
                        .putAnnotations("LARGE", large)
                        .addConstraints(large)
                        .build());
        gateway.restart();
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(1);
    }

    @Test
    void countsEachOfManyParallelInvocations() throws Exception {
        gateway.deploy("a", "builtin/echo");
        gateway.deploy("b", "builtin/fail");
        List<ListenableFuture<Message>> answers = IntStream.range(0, 2000)
                .mapToObj(i -> gateway.futures().invoke(input(i % 4 == 0 ? "b" : "a", "x")))
                .toList();
        Futures.whenAllComplete(answers).call(() -> null, Runnable::run).get();
        gateway.restart();
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(1500);
        assertThat(gateway.describe("b").getInvocationCount()).isEqualTo(500);
    }

    @Test
    void changesOneFunctionFromManySidesAndKeepsWhatItShows() throws Exception {
        List<ListenableFuture<Message>> answers = IntStream.range(0, 300)
                .mapToObj(i -> switch (i % 4) {
                    case 0 ->
                        gateway.futures().deploy(definition("a", "builtin/echo").build());
                    case 1 -> gateway.futures().replicaUpdate(RunningGateway.replicas("a", i));
                    case 2 ->
                        gateway.futures()
                                .update(definition("a", "builtin/env")
                                        .putLabels("i", "" + i)
                                        .build());
                    default -> gateway.futures().delete(definition("a", "").build());
                })
                .toList();
        Futures.whenAllComplete(answers).call(() -> null, Runnable::run).get();
        gateway.stub().deploy(definition("b", "builtin/echo").build());
        var before = gateway.list();
        gateway.restart();
        assertThat(gateway.list()).isEqualTo(before);
    }

    @Test
    void listsAFunctionThatItCanRunNoMore() throws Exception {
        gateway.deploy("a", "builtin/echo");
        gateway.stop();
        try (Connection connection = EmbeddedDatabase.open(gateway.directory());
                PreparedStatement change = connection.prepareStatement("UPDATE function SET definition = ?")) {
            change.setBytes(1, definition("a", "builtin/gone").build().toByteArray());
            change.executeUpdate();
            connection.commit();
        }
        gateway.restart();
        assertThat(gateway.describe("a").getImage()).isEqualTo("builtin/gone");
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("a", "x"))
                .contains("builtin/gone", "builtin/echo");
        gateway.stub().update(definition("a", "builtin/echo").build());
        assertThat(gateway.invoke("a", "x")).isEqualTo("x");
    }

    @Test
    void cancelsAnInvocation() throws Exception {
        gateway.stub()
                .deploy(definition("a", "builtin/sleep")
                        .putEnvVars("DELAY", "1h")
                        .build());
        var call = gateway.futures().invoke(input("a", ByteString.EMPTY));
        await().until(() -> gateway.describe("a").getInvocationCount() == 1);
        call.cancel(true);
        await().until(() -> gateway.log("a").contains("cancelled"));
    }

    @Test
    void opensADatabaseThatWasClosedAgain() throws Exception {
        gateway.deploy("a", "builtin/echo");
        try (Connection connection = EmbeddedDatabase.open(gateway.directory())) {
            connection.createStatement().execute("SHUTDOWN IMMEDIATELY");
        }
        assertRefused(Code.UNAVAILABLE, () -> gateway.scale("a", 3))
                .contains("cannot store changes in " + gateway.directory());
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(1);
        gateway.invoke("a", "x");
        await().until(() -> statusOf(() -> gateway.scale("a", 3)).isOk());
        gateway.restart();
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(3);
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(1);
    }
}
