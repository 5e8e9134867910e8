package io.dcf.gateway.engine;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.Status.Code;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocalFunctionTests {

    private static final String MILLIS = "\\d+\\.\\d ms";

    @RegisterExtension
    final RunningGateway gateway = new RunningGateway();

    @Test
    void startsOnceUnlessToldOtherwise() {
        gateway.deploy("a", "builtin/echo");
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(1);
        assertThat(gateway.describe("a").getAvailableReplicas()).isEqualTo(1);
        assertThat(gateway.describe("a").getInvocationCount()).isZero();
    }

    @Test
    void scales() {
        gateway.deploy("a", "builtin/echo");
        gateway.scale("a", 5);
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(5);
        assertThat(gateway.describe("a").getAvailableReplicas()).isEqualTo(5);
        assertThat(lines("a").get(1)).isEqualTo("scaled: replicas 5");
    }

    @Test
    void refusesInvocationWhileScaledTo0() {
        gateway.deploy("a", "builtin/echo");
        gateway.scale("a", 0);
        assertThat(gateway.describe("a").getReplicas()).isZero();
        assertThat(gateway.describe("a").getAvailableReplicas()).isZero();
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("a", "x")).contains("'a'", "replicas");
        gateway.scale("a", 1);
        assertThat(gateway.invoke("a", "x")).isEqualTo("x");
    }

    @Test
    void countsSuccessAndFailureButNoRefusal() {
        gateway.deploy("a", "builtin/echo");
        gateway.invoke("a", "x");
        gateway.stub()
                .update(definition("a", "builtin/fail")
                        .putEnvVars("MESSAGE", "no")
                        .build());
        assertRefused(Code.INTERNAL, () -> gateway.invoke("a", "x"));
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(2);
        gateway.scale("a", 0);
        String log = gateway.log("a");
        assertRefused(Code.FAILED_PRECONDITION, () -> gateway.invoke("a", "x"));
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(2);
        assertThat(gateway.log("a")).isEqualTo(log);
    }

    @RepeatedTest(5)
    void countsEachOfManyParallelInvocations() throws Exception {
        gateway.deploy("a", "builtin/echo");
        List<String> texts = IntStream.range(0, 2000).mapToObj(String::valueOf).toList();
        List<ListenableFuture<Message>> calls = texts.stream()
                .map(text -> gateway.futures().invoke(input("a", text)))
                .toList();
        assertThat(Futures.allAsList(calls).get()).extracting(Message::getMsg).isEqualTo(texts);
        assertThat(gateway.describe("a").getInvocationCount()).isEqualTo(2000);
    }

    @Test
    void replacesItsDefinitionAsAWhole() {
        gateway.stub()
                .deploy(definition("a", "builtin/env")
                        .putEnvVars("OLD", "1")
                        .putLabels("old", "1")
                        .putAnnotations("old", "1")
                        .build());
        gateway.invoke("a", "");
        gateway.stub()
                .update(definition("a", "builtin/env").putEnvVars("NEW", "2").build());
        assertThat(gateway.invoke("a", "")).isEqualTo("NEW=2\n");
        assertThat(gateway.describe("a"))
                .isEqualTo(Function.newBuilder()
                        .setName("a")
                        .setImage("builtin/env")
                        .setInvocationCount(2)
                        .setReplicas(1)
                        .setAvailableReplicas(1)
                        .build());
    }

    @Test
    void startsAfreshWhenDeployedAgain() {
        gateway.deploy("a", "builtin/echo");
        gateway.invoke("a", "x");
        gateway.stub().delete(definition("a", "").build());
        gateway.deploy("a", "builtin/sha256");
        assertThat(gateway.describe("a").getInvocationCount()).isZero();
        assertThat(lines("a")).containsExactly("started: image builtin/sha256, replicas 1");
    }

    @Test
    void laysItsLogOutAsTheContractSays() {
        gateway.deploy("a", "builtin/echo");
        assertThat(gateway.log("a"))
                .startsWith("---\nName: a\nLog:\n")
                .endsWith(" started: image builtin/echo, replicas 1\n");
    }

    @Test
    void logsWhatBecameOfIt() {
        Instant before = Instant.now().minusMillis(1);
        gateway.deploy("a", "builtin/sha256");
        gateway.invoke("a", "abc");
        gateway.stub()
                .update(definition("a", "builtin/fail")
                        .putEnvVars("MESSAGE", "out of\nluck")
                        .build());
        assertRefused(Code.INTERNAL, () -> gateway.stub().invoke(input("a", ByteString.copyFrom(new byte[7]))));
        List<String> lines = lines("a");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo("started: image builtin/sha256, replicas 1");
        assertThat(lines.get(1)).matches("invoked: 3 bytes in, 64 bytes out, " + MILLIS);
        assertThat(lines.get(2)).isEqualTo("updated: image builtin/fail, replicas 1");
        assertThat(lines.get(3)).matches("failed: 7 bytes in, " + MILLIS + ": out of luck");
        assertThat(times("a")).isSorted().allSatisfy(time -> assertThat(time).isBetween(before, Instant.now()));
    }

    private List<String> lines(String name) {
        return raw(name).map(line -> line.split(" ", 2)[1]).toList();
    }

    private List<Instant> times(String name) {
        return raw(name).map(line -> Instant.parse(line.split(" ", 2)[0])).toList();
    }

    private Stream<String> raw(String name) {
        return gateway.log(name).lines().skip(3);
    }

    @Test
    void logsReplicasUnsigned() {
        gateway.deploy("a", "builtin/echo");
        gateway.scale("a", -1);
        assertThat(gateway.log("a")).contains("scaled: replicas 18446744073709551615");
    }

    @Test
    void logsAlikeInEveryLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            gateway.deploy("a", "builtin/echo");
            gateway.invoke("a", "x");
            assertThat(gateway.log("a")).containsPattern("invoked: 1 bytes in, 1 bytes out, \\d+\\.\\d ms");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void answersItsLogHoweverLongItsLinesAre() {
        gateway.deploy("a", "builtin/fail", Map.of("MESSAGE", "x".repeat(6000)));
        for (int i = 0; i < 1000; i++) {
            statusOf(() -> gateway.invoke("a", ""));
        }
        assertThat(gateway.log("a")).contains("failed");
    }

    @Test
    void movesReplicasIntoTheBoundsOfAnUpdate() {
        gateway.deploy("a", "builtin/echo");
        gateway.scale("a", 10);
        gateway.stub().update(definition("a", "builtin/echo").setMaxReplicas(3).build());
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(3);
        gateway.stub().update(definition("a", "builtin/echo").setMinReplicas(5).build());
        assertThat(gateway.describe("a").getReplicas()).isEqualTo(5);
        gateway.scale("a", 0);
        gateway.stub().update(definition("a", "builtin/echo").setMinReplicas(5).build());
        assertThat(gateway.describe("a").getReplicas()).isZero();
    }
}
