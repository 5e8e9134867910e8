package io.dcf.gateway.container;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.dcf.gateway.docker.StandInContainer;
import io.dcf.gateway.docker.StandInEngine;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionResources;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Secret;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Functions that run as containers, at an engine in this process. */
class DockerEngineTests {

    private static final String UNAVAILABLE = "dcf.io/unavailable";

    @TempDir
    static Path secrets;

    @RegisterExtension
    final StandInEngine engine = new StandInEngine();

    @RegisterExtension
    final RunningGateway gateway = RunningGateway.with(Map.of(
            "engine", "docker",
            "docker.host", engine.address(),
            "docker.secrets", secrets.toString()));

    @Test
    void callsAContainerAsSoonAsItListens() {
        engine.slowImage("slow", 700, "slow");
        gateway.deploy("f", "slow");
        assertThat(unavailable("f")).isEqualTo("starting");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("slow hi");
        Function function = gateway.describe("f");
        assertThat(function.getAvailableReplicas()).isEqualTo(1);
        assertThat(function.getInvocationCount()).isEqualTo(1);
        assertThat(function.getAnnotationsMap()).isEmpty();
    }

    @Test
    void callsContainersThatSpeakFxWatcher() {
        engine.watcherImage("watcher", "ran");
        gateway.stub()
                .deploy(definition("f", "watcher")
                        .putAnnotations("dcf.io/protocol", "fxwatcher")
                        .build());
        assertThat(gateway.invoke("f", "hi")).isEqualTo("ran hi");
        assertThat(container("f").asked().path("ExposedPorts").has("50051/tcp")).isTrue();
    }

    @Test
    void givesAContainerWhatItsDefinitionSays() throws Exception {
        Files.writeString(secrets.resolve("password"), "hidden");
        engine.image("hello", "hello");
        gateway.stub()
                .deploy(definition("f", "hello")
                        .putEnvVars("COLOUR", "blue")
                        .putLabels("team", "a")
                        .putLabels("dcf.io/gateway", "stolen")
                        .addSecrets("password")
                        .setRegistryAuth("a2ltOmtleQ==")
                        .putAnnotations("dcf.io/port", "9000")
                        .setLimits(FunctionResources.newBuilder()
                                .setMemory("64Mi")
                                .setCPU("250m")
                                .setGPU("1"))
                        .build());
        gateway.invoke("f", "hi");
        StandInContainer container = container("f");
        assertThat(container.name()).startsWith("f.");
        assertThat(container.label("team")).isEqualTo("a");
        assertThat(container.label("dcf.io/gateway")).isEqualTo("memory:0");
        assertThat(container.asked().toString()).doesNotContain("a2ltOmtleQ");
        assertThat(container.asked().path("Env").toString()).isEqualTo("[\"COLOUR=blue\"]");
        JsonNode host = container.asked().path("HostConfig");
        assertThat(host.path("PortBindings")
                        .path("9000/tcp")
                        .path(0)
                        .path("HostIp")
                        .asString())
                .isEqualTo("127.0.0.1");
        assertThat(host.path("RestartPolicy").path("Name").asString()).isEqualTo("unless-stopped");
        assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
        assertThat(host.path("Memory").asLong()).isEqualTo(64 << 20);
        assertThat(host.path("NanoCpus").asLong()).isEqualTo(250_000_000);
        assertThat(host.path("DeviceRequests").path(0).path("Count").asInt()).isEqualTo(1);
        JsonNode mount = host.path("Mounts").path(0);
        assertThat(mount.path("Source").asString())
                .isEqualTo(secrets.resolve("password").toString());
        assertThat(mount.path("Target").asString()).isEqualTo("/var/openfaas/secrets/password");
        assertThat(mount.path("ReadOnly").asBoolean()).isTrue();
    }

    @Test
    void givesContainersTheSecretsThatWereCreated() throws Exception {
        engine.image("hello", "hello");
        gateway.stub().createSecret(secret("created", "old"));
        Path file = secrets.resolve("created");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        CreateFunctionRequest definition =
                definition("f", "hello").addSecrets("created").build();
        gateway.stub().deploy(definition);
        awaitAvailable("f", 1);
        StandInContainer before = container("f");
        assertThat(before.asked()
                        .path("HostConfig")
                        .path("Mounts")
                        .path(0)
                        .path("Source")
                        .asString())
                .isEqualTo(file.toString());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        gateway.stub().update(definition);
        gateway.scale("f", 2);
        awaitAvailable("f", 2);
        assertThat(engine.containers()).contains(before);
        gateway.stub().replaceSecret(secret("created", "new"));
        assertThat(file).hasContent("new");
        gateway.scale("f", 1);
        awaitAvailable("f", 1);
        StandInContainer present = container("f");
        gateway.stub().update(definition);
        await().untilAsserted(
                        () -> assertThat(engine.containers("f")).hasSize(1).doesNotContain(present));
    }

    private static Secret secret(String name, String value) {
        return Secret.newBuilder()
                .setName(name)
                .setValue(ByteString.copyFromUtf8(value))
                .build();
    }

    @Test
    void makesTheFileSystemReadOnlyExceptTmp() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.stub()
                .deploy(definition("g", "hello").setReadOnlyRootFilesystem(true).build());
        awaitAvailable("f", 1);
        awaitAvailable("g", 1);
        JsonNode host = container("g").asked().path("HostConfig");
        assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.path("Tmpfs").toString()).isEqualTo("{\"/tmp\":\"\"}");
        assertThat(container("f")
                        .asked()
                        .path("HostConfig")
                        .path("ReadonlyRootfs")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void refusesWhatItCannotRun() {
        engine.image("hello", "hello");
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> gateway.stub()
                                .deploy(definition("f", "hello")
                                        .addSecrets("nothing")
                                        .build()))
                .contains("secret 'nothing' does not exist");
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> gateway.stub()
                                .deploy(definition("f", "hello")
                                        .addSecrets("../" + secrets.getFileName())
                                        .build()))
                .contains("does not exist");
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> gateway.stub()
                                .deploy(definition("f", "hello")
                                        .setRegistryAuth("a2V5")
                                        .build()))
                .contains("base64 of user:password");
        assertRefused(Code.INVALID_ARGUMENT, () -> gateway.deploy("f", "UPPER")).contains("must be lowercase");
        assertRefused(
                        Code.INVALID_ARGUMENT,
                        () -> gateway.stub()
                                .deploy(definition("f", "hello")
                                        .setLimits(
                                                FunctionResources.newBuilder().setMemory("1Mi"))
                                        .build()))
                .contains("at least 6Mi");
        assertThat(gateway.list().getFunctionsList()).isEmpty();
        gateway.deploy("f", "hello");
        assertRefused(Code.RESOURCE_EXHAUSTED, () -> gateway.scale("f", -1)).contains("Replicas must be at most 100");
        assertThat(gateway.describe("f").getReplicas()).isEqualTo(1);
    }

    @Test
    void pullsAnImageThatTheEngineDoesNotHave() {
        engine.registryImage("registry.example/team/app", "pulled");
        gateway.stub()
                .deploy(definition("f", "registry.example/team/app")
                        .setRegistryAuth("a2ltOmtleQ==")
                        .build());
        assertThat(gateway.invoke("f", "hi")).isEqualTo("pulled hi");
        assertThat(gateway.log("f")).contains("Pull complete", "pulled").doesNotContain("Downloading");
        assertThat(engine.pulls()).singleElement().asString().startsWith("registry.example/team/app:latest ey");
    }

    @Test
    void saysWhyAnImageCannotBePulled() {
        gateway.deploy("f", "ghost");
        await().untilAsserted(() -> assertThat(unavailable("f"))
                .isEqualTo("image 'ghost' cannot be pulled: pull access denied for ghost, repository does not exist"));
        assertRefused(Code.UNAVAILABLE, () -> gateway.invoke("f", "hi"))
                .contains("function 'f' has no replica that takes calls: image 'ghost' cannot be pulled", ", since 20");
        engine.image("ghost", "built");
        awaitAvailable("f", 1);
        assertThat(gateway.invoke("f", "hi")).isEqualTo("built hi");
    }

    @Test
    void saysWhyAContainerCannotBeStarted() {
        engine.brokenImage("broken", "exec: run: not found");
        gateway.deploy("f", "broken");
        await().untilAsserted(() -> assertThat(unavailable("f")).startsWith("its container cannot be started: exec:"));
        assertThat(engine.containers()).hasSize(1);
        assertThat(gateway.log("f")).contains("its container cannot be started: exec: run: not found");
    }

    @Test
    void saysHowAContainerDiedUntilItTakesCallsAgain() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.invoke("f", "hi");
        StandInContainer container = container("f");
        container.write("first");
        container.write("cannot go on");
        engine.kill(container, 3);
        container.write("of its successor");
        await().untilAsserted(() ->
                assertThat(unavailable("f")).isEqualTo("its container died with exit code 3: cannot go on"));
        assertThat(gateway.describe("f").getAvailableReplicas()).isZero();
        assertRefused(Code.UNAVAILABLE, () -> gateway.invoke("f", "hi")).contains("exit code 3: cannot go on");
        engine.start(container);
        awaitAvailable("f", 1);
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        assertThat(gateway.describe("f").getAnnotationsMap()).isEmpty();
        assertThat(gateway.log("f")).contains("died with exit code 3: cannot go on");
        assertThat(engine.containers()).containsExactly(container);
    }

    @Test
    void replacesContainersThatAreRemovedAndStartsThoseThatAreStopped() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.scale("f", 2);
        awaitAvailable("f", 2);
        List<StandInContainer> before = engine.containers("f");
        engine.remove(before.get(0));
        engine.stop(before.get(1));
        await().untilAsserted(
                        () -> assertThat(engine.containers("f")).hasSize(2).contains(before.get(1)));
        awaitAvailable("f", 2);
    }

    @Test
    void scales() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.scale("f", 3);
        awaitAvailable("f", 3);
        gateway.scale("f", 0);
        await().untilAsserted(() -> assertThat(engine.containers()).isEmpty());
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("f", "hi"));
        gateway.scale("f", 1);
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
    }

    @Test
    void losesNoCallInAnUpdate() throws Exception {
        engine.image("hello:1", "one");
        engine.slowImage("hello:2", 300, "two");
        gateway.stub().deploy(definition("f", "hello:1").setMinReplicas(2).build());
        awaitAvailable("f", 2);
        List<Future<Message>> calls = new ArrayList<>();
        calls.add(gateway.futures().invoke(input("f", "3000 long")));
        gateway.stub().update(definition("f", "hello:2").setMinReplicas(2).build());
        while (!onlyImage("hello:2")) {
            calls.add(gateway.futures().invoke(input("f", "20 short")));
            assertThat(gateway.invoke("f", "0 hi")).endsWith(" 0 hi");
        }
        for (Future<Message> call : calls) {
            assertThat(call.get().getMsg()).containsPattern("(one|two) (20 short|3000 long)");
        }
        assertThat(calls.get(0).get().getMsg()).isEqualTo("one 3000 long");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("two hi");
    }

    private boolean onlyImage(String image) {
        return engine.containers().stream()
                .allMatch(each -> each.asked().path("Image").asString().equals(image));
    }

    @Test
    void takesUpAnImageThatWasBuiltAgain() {
        engine.image("hello", "old");
        gateway.deploy("f", "hello");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("old hi");
        engine.image("hello", "new");
        gateway.scale("f", 1);
        assertThat(gateway.invoke("f", "hi")).isEqualTo("old hi");
        gateway.stub().update(definition("f", "hello").build());
        await().untilAsserted(() -> assertThat(gateway.invoke("f", "hi")).isEqualTo("new hi"));
    }

    @Test
    void goesOnWithContainersOfAnEarlierGateway() {
        engine.image("hello", "hello");
        gateway.stub().deploy(definition("f", "hello").putEnvVars("A", "b").build());
        gateway.scale("f", 2);
        awaitAvailable("f", 2);
        List<StandInContainer> before = engine.containers();
        gateway.restart();
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        assertThat(gateway.describe("f").getReplicas()).isEqualTo(2);
        awaitAvailable("f", 2);
        assertThat(engine.containers()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void doesNotTakeUpWhatWasDeleted() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.invoke("f", "hi");
        gateway.futures().invoke(input("f", "5000 under way")); // so that the container does not go yet
        await().untilAsserted(() ->
                assertThat(gateway.describe("f").getInvocationCount()).isEqualTo(2));
        gateway.stub().delete(definition("f", "").build());
        assertThat(container("f").name()).startsWith("dcf-deleted.f.");
        gateway.restart();
        assertThat(gateway.list().getFunctionsList()).isEmpty();
        await().untilAsserted(() -> assertThat(engine.containers()).isEmpty());
    }

    @Test
    void startsAFunctionAnewThatWasDeletedBefore() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.invoke("f", "hi");
        StandInContainer before = container("f");
        gateway.stub().delete(definition("f", "").build());
        gateway.deploy("f", "hello");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        await().untilAsserted(() -> assertThat(engine.containers()).hasSize(1).doesNotContain(before));
    }

    @Test
    void leavesContainersOfOthersAlone() {
        engine.image("hello", "hello");
        StandInContainer another = engine.foreign("f.1", Map.of("dcf.io/gateway", "memory:1", "dcf.io/function", "f"));
        StandInContainer unlabelled = engine.foreign("f", Map.of());
        engine.start(another);
        gateway.deploy("f", "hello");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        gateway.stub().delete(definition("f", "").build());
        await().untilAsserted(() -> assertThat(engine.containers()).containsExactlyInAnyOrder(another, unlabelled));
        assertThat(another.state()).isEqualTo("running");
    }

    @Test
    void showsTheLogOfEachContainer() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        gateway.invoke("f", "hi");
        StandInContainer container = container("f");
        for (int i = 0; i < 1500; i++) {
            container.write(i + "x".repeat(1000));
        }
        container.write("the last line");
        String log = gateway.log("f");
        assertThat(log)
                .startsWith("---\nName: f\nLog:\n")
                .contains("---\nName: " + container.name() + "\nLog:\n20")
                .endsWith("the last line\n")
                .doesNotContain("Z 0x");
        assertThat(log.length()).isBetween(1_000_000, 1_100_000);
    }

    @Test
    void goesOnWhileTheEngineIsAway() {
        engine.image("hello", "hello");
        gateway.deploy("f", "hello");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        engine.disconnect();
        assertRefused(Code.UNAVAILABLE, () -> gateway.deploy("g", "hello"))
                .contains("container engine does not answer");
        assertThat(gateway.invoke("f", "hi")).isEqualTo("hello hi");
        gateway.scale("f", 2);
        assertThat(gateway.log("f")).contains("the log cannot be read");
        engine.reconnect();
        awaitAvailable("f", 2);
        engine.kill(container("f"), 1);
        awaitAvailable("f", 1);
    }

    @Test
    void runsManyFunctionsThatAreDeployedAtOnce() throws Exception {
        engine.image("hello", "hello");
        List<Future<Message>> replies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            replies.add(gateway.futures().deploy(definition("f" + i, "hello").build()));
        }
        for (Future<Message> reply : replies) {
            assertThat(reply.get().getMsg()).isEqualTo("OK");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.invoke("f" + i, "" + i)).isEqualTo("hello " + i);
        }
        assertThat(engine.containers()).hasSize(20);
    }

    @Test
    void doesNotHoldCallersThatLeave() {
        gateway.deploy("f", "ghost");
        engine.slowImage("slow", 10_000, "slow");
        gateway.deploy("g", "slow");
        Status status = statusOf(() -> gateway.stub()
                .withDeadlineAfter(300, java.util.concurrent.TimeUnit.MILLISECONDS)
                .invoke(input("g", "hi")));
        assertThat(status.getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    private String unavailable(String name) {
        return gateway.describe(name).getAnnotationsMap().getOrDefault(UNAVAILABLE, "");
    }

    private void awaitAvailable(String name, long replicas) {
        await().untilAsserted(() ->
                assertThat(gateway.describe(name).getAvailableReplicas()).isEqualTo(replicas));
    }

    private StandInContainer container(String function) {
        return engine.containers(function).get(0);
    }
}
