package io.dcf.gateway.server;

import static io.dcf.gateway.server.RunningGateway.assertRefused;
import static io.dcf.gateway.server.RunningGateway.definition;
import static io.dcf.gateway.server.RunningGateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What one client, or all of them, can have of a gateway at once. */
class GatewayLimitsTests {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final byte[] PING = {0, 0, 8, 6, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};

    @TempDir
    private Path directory;

    @Test
    void refusesCallsBeyondALimitButNoChecksOfHealth() {
        try (EmbeddedGateway gateway = gateway(Map.of("limits.calls", "3"))) {
            ManagedChannel channel = channel(gateway);
            list(channel); // a call that begins before its channel is connected passes a cancellation on only when
            // it is read
            List<BlockingClientCall<InvokeServiceRequest, Messages>> idle = idle(channel, 3);
            await().until(() -> statusOf(() -> list(channel)).getCode() == Code.RESOURCE_EXHAUSTED);
            assertRefused(Code.RESOURCE_EXHAUSTED, () -> list(channel)).contains("bridge.embedded.limits.calls");
            assertThat(stub(channel).healthCheck(Empty.getDefaultInstance()).getMsg())
                    .isEqualTo("OK");
            idle.get(0).cancel("enough", null);
            await().until(() -> statusOf(() -> list(channel)).isOk());
            channel.shutdownNow();
        }
    }

    @Test
    void takesNoMoreStreamsByOneConnectionThanItSays() {
        try (EmbeddedGateway gateway = gateway(Map.of("limits.streams", "2"))) {
            ManagedChannel first = channel(gateway);
            ManagedChannel second = channel(gateway);
            list(first);
            List<BlockingClientCall<InvokeServiceRequest, Messages>> idle = idle(first, 2);
            assertThat(listSoon(first)).isEqualTo(Code.DEADLINE_EXCEEDED);
            list(second);
            idle.get(0).cancel("enough", null);
            await().until(() ->
                    listSoon(first) == Code.OK); // gRPC's client overlooks a stream that ends as it begins to wait
            first.shutdownNow();
            second.shutdownNow();
        }
    }

    @Test
    void takesAsManyStreamsByOneConnectionAsItTakesCalls() {
        ServerLimits limits =
                RunningGateway.settings(Map.of("limits.calls", "7")).limits();
        assertThat(limits.maxStreams()).isEqualTo(107);
        assertThat(RunningGateway.settings(Map.of()).limits().maxCalls()).isGreaterThan(1000);
    }

    @Test
    void closesConnectionsBeyondALimit() throws Exception {
        try (EmbeddedGateway gateway = gateway(Map.of("limits.connections", "2"))) {
            try (Socket first = connect(gateway.address());
                    Socket second = connect(gateway.address())) {
                assertThat(isServed(first)).isTrue();
                assertThat(isServed(second)).isTrue();
                try (Socket third = connect(gateway.address())) {
                    assertThat(isServed(third)).isFalse();
                }
            }
            await().until(() -> {
                try (Socket next = connect(gateway.address())) {
                    return isServed(next);
                }
            });
        }
    }

    @Test
    void changesHoldNoThreadEach() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (EmbeddedGateway gateway = gateway(Map.of("limits.threads", "4", "data-dir", directory.toString()))) {
            ManagedChannel channel = channel(gateway);
            list(channel);
            int before = threads.getThreadCount();
            threads.resetPeakThreadCount();
            List<ListenableFuture<Message>> answers = IntStream.range(0, 500)
                    .mapToObj(i -> GatewayGrpc.newFutureStub(channel)
                            .deploy(definition("f" + i, "builtin/echo").build()))
                    .toList();
            list(channel);
            Futures.allAsList(answers).get(60, TimeUnit.SECONDS);
            assertThat(threads.getPeakThreadCount() - before).isLessThan(100);
            channel.shutdownNow();
        }
    }

    @Test
    void disconnectsAClientThatPingsAllTheTime() throws Exception {
        try (EmbeddedGateway gateway = gateway(Map.of("limits.ping-interval", "1m"));
                Socket client = connect(gateway.address())) {
            client.getOutputStream().write(PREFACE);
            client.getOutputStream().write(SETTINGS);
            for (int i = 0; i < 10; i++) {
                client.getOutputStream().write(PING);
            }
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("too_many_pings");
        }
    }

    private static EmbeddedGateway gateway(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("data-dir", "memory"));
        all.putAll(settings);
        return new EmbeddedGateway(RunningGateway.settings(all), DataSize.ofMegabytes(4));
    }

    private static ManagedChannel channel(EmbeddedGateway gateway) {
        return NettyChannelBuilder.forAddress(gateway.address()).usePlaintext().build();
    }

    private static GatewayGrpc.GatewayBlockingStub stub(ManagedChannel channel) {
        return GatewayGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    private static void list(ManagedChannel channel) {
        stub(channel).list(Empty.getDefaultInstance());
    }

    private static Code listSoon(ManagedChannel channel) {
        return statusOf(() -> GatewayGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(500, TimeUnit.MILLISECONDS)
                        .list(Empty.getDefaultInstance()))
                .getCode();
    }

    private static List<BlockingClientCall<InvokeServiceRequest, Messages>> idle(ManagedChannel channel, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> GatewayGrpc.newBlockingV2Stub(channel).invokes())
                .toList();
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Whether it is answered at all. */
    private static boolean isServed(Socket socket) {
        try {
            socket.getOutputStream().write(PREFACE);
            socket.getOutputStream().write(SETTINGS);
            InputStream answer = socket.getInputStream();
            return answer.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
