package io.dcf.gateway.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.dcf.gateway.call.FunctionAddress;
import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.docker.ContainerLabels;
import io.dcf.gateway.docker.ContainerStatus;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutStepTests {

    private final FunctionClients clients = new FunctionClients();
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listening.close();
        clients.close();
    }

    private ContainerReplica starting(String id, long created) {
        ContainerLabels labels =
                new ContainerLabels(CreateFunctionRequest.getDefaultInstance(), Protocol.FXWATCHER, 50051);
        return new ContainerReplica(
                new ContainerStatus(
                        id,
                        id,
                        labels,
                        "",
                        created,
                        "running",
                        "Up",
                        new FunctionAddress(false, "127.0.0.1", listening.getLocalPort())),
                clients);
    }

    private ContainerReplica ready(String id, long created) {
        ContainerReplica replica = starting(id, created);
        assertThat(replica.becomesReady()).isTrue();
        return replica;
    }

    @Test
    void startsWhatIsMissing() {
        RolloutStep step = RolloutStep.of(3, List.of(ready("a", 1)), List.of());
        assertThat(step.starts()).isEqualTo(2);
        assertThat(step.removals()).isEmpty();
    }

    @Test
    void removesThoseThatTakeNoCallsFirstThenTheOldest() {
        ContainerReplica oldest = ready("a", 1);
        ContainerReplica newer = ready("b", 2);
        ContainerReplica starting = starting("c", 3);
        assertThat(RolloutStep.of(2, List.of(oldest, newer, starting), List.of())
                        .removals())
                .containsExactly(starting);
        assertThat(RolloutStep.of(1, List.of(oldest, newer, starting), List.of())
                        .removals())
                .containsExactly(starting, oldest);
    }

    @Test
    void startsOneNewReplicaAtATimeWhileOldOnesTakeCalls() {
        ContainerReplica old = ready("old", 1);
        ContainerReplica other = ready("other", 2);
        RolloutStep first = RolloutStep.of(2, List.of(), List.of(old, other));
        assertThat(first.starts()).isEqualTo(1);
        assertThat(first.removals()).isEmpty();
        RolloutStep waiting = RolloutStep.of(2, List.of(starting("new", 3)), List.of(old, other));
        assertThat(waiting.starts()).isZero();
        assertThat(waiting.removals()).isEmpty();
        RolloutStep second = RolloutStep.of(2, List.of(ready("new", 3)), List.of(old, other));
        assertThat(second.starts()).isEqualTo(1);
        assertThat(second.removals()).containsExactly(old);
    }

    @Test
    void removesAllWhenScaledToZero() {
        ContainerReplica current = ready("a", 1);
        ContainerReplica old = ready("b", 2);
        assertThat(RolloutStep.of(0, List.of(current), List.of(old)).removals()).containsExactly(old, current);
    }
}
