package io.dcf.gateway.store;

import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.input;
import static io.dcf.gateway.server.RunningGateway.named;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayBlockingStub;
import io.dcf.gateway.server.KilledGateway;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose disk is full for a while. A limit on the size of files makes it so, of a process of its own. */
class FullDiskTests {

    private static final int LIMIT = 512 * 1024;

    private final Random random = new Random(1);

    @TempDir
    private Path directory;

    private ManagedChannel channel;

    @AfterEach
    void disconnect() {
        if (channel != null) {
            channel.shutdownNow();
        }
    }

    @Test
    void goesOnWithoutChangesAndTakesThemAgainOnceThereIsSpace() throws Exception {
        KilledGateway gateway = new KilledGateway(directory, "prlimit", "--fsize=" + LIMIT + ":");
        connect(gateway);
        Status refusal = fill();
        assertThat(refusal.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(refusal.getDescription()).contains(directory.toString(), "File too large");
        List<Function> before = list();
        assertThat(statusOf(() -> stub().delete(definition("f0", "").build())).getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(stub().invoke(input("f0", "x")).getMsg()).isEqualTo("x");
        assertThat(stub().invoke(input("f0", "y")).getMsg()).isEqualTo("y");
        assertThat(health()).startsWith("OK, but changes are refused").contains("File too large");

        new ProcessBuilder("prlimit", "--pid=" + gateway.pid(), "--fsize=unlimited:")
                .start()
                .waitFor();
        await().until(() -> health().equals("OK"));
        stub().deploy(large("last"));
        gateway.kill();
        connect(new KilledGateway(directory));
        assertThat(list())
                .extracting(Function::getName)
                .hasSize(before.size() + 1)
                .contains("last");
        assertThat(stub().getMeta(named("f0")).getInvocationCount()).isEqualTo(2);
    }

    @Test
    void isNoDamageAtAStart() throws Exception {
        KilledGateway gateway =
                new KilledGateway(directory, "env", "JDK_JAVA_OPTIONS=-XX:-UsePerfData", "prlimit", "--fsize=8192:");
        assertThatThrownBy(gateway::port)
                .hasMessageContaining("writing to it failed: File too large")
                .hasMessageNotContaining("damaged");
    }

    /** Deploys until that is refused. */
    private Status fill() {
        Status status = Status.OK;
        for (int i = 0; status.isOk(); i++) {
            CreateFunctionRequest next = large("f" + i);
            status = statusOf(() -> stub().deploy(next));
        }
        return status;
    }

    private CreateFunctionRequest large(String name) {
        StringBuilder noise = new StringBuilder();
        random.ints(20_000, 'a', 'z').forEach(letter -> noise.append((char) letter));
        return definition(name, "builtin/echo")
                .putEnvVars("NOISE", noise.toString())
                .build();
    }

    private List<Function> list() {
        return stub().list(Empty.getDefaultInstance()).getFunctionsList();
    }

    private String health() {
        return stub().healthCheck(Empty.getDefaultInstance()).getMsg();
    }

    private void connect(KilledGateway gateway) throws Exception {
        if (channel != null) {
            channel.shutdownNow();
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", gateway.port())
                .usePlaintext()
                .build();
    }

    private GatewayBlockingStub stub() {
        return GatewayGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }
}
