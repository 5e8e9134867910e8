package io.dcf.bridge.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.bridge.TestBridge;
import io.dcf.bridge.TestBridge.Answer;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several connections to a gateway that allows ten concurrent calls on each, like proxies before it. */
class ConnectionsTests {

    private static final int CALLS = 40;

    private final Queue<StreamObserver<Message>> running = new ConcurrentLinkedQueue<>();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .maxConcurrentCallsPerConnection(10)
                .addService(new GatewayGrpc.GatewayImplBase() {
                    @Override
                    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
                        running.add(reply);
                    }

                    @Override
                    public void healthCheck(Empty request, StreamObserver<Message> reply) {
                        answer(reply);
                    }
                })
                .build()
                .start();
    }

    @AfterEach
    void stop() {
        server.shutdownNow();
    }

    /** Too large for the gateway, which does not read them to their end: gRPC would keep each of them for as long as the connection. */
    @Test
    void areFreeAgainAfterRequestsThatTheGatewayRefuses() {
        try (TestBridge bridge = TestBridge.before(server.getPort())) {
            byte[] large = new byte[4 << 20];
            for (int i = 0; i < 12; i++) {
                assertThat(bridge.send("POST", "/function/f", large).status()).isEqualTo(413);
            }
            CompletableFuture<Answer> answer = bridge.sendAsync("POST", "/function/f", "x");
            await().until(() -> !running.isEmpty());
            running.forEach(ConnectionsTests::answer);
            assertThat(answer.join().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "3, 30"})
    void carryAsManyCallsAsTheGatewayAllowsByEach(int connections, int carried) {
        try (TestBridge bridge = TestBridge.before(server.getPort(), "--bridge.gateway.connections=" + connections)) {
            await().until(() -> metric(bridge, "bridge_gateway_channel_state{state=\"READY\"}") == connections);
            List<CompletableFuture<Answer>> answers = IntStream.range(0, CALLS)
                    .mapToObj(i -> bridge.sendAsync("POST", "/function/f", "x"))
                    .toList();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> metric(bridge, "bridge_gateway_calls_waiting") == CALLS - carried);
            assertThat(running).hasSize(carried);
            answers.forEach(answer -> await().until(() -> {
                Stream.generate(running::poll).takeWhile(reply -> reply != null).forEach(ConnectionsTests::answer);
                return answer.isDone();
            }));
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
            assertThat(metric(bridge, "bridge_gateway_calls_waiting")).isZero();
        }
    }

    @Test
    void leaveOutOneThatIsDown() {
        ManagedChannel down =
                NettyChannelBuilder.forTarget("127.0.0.1:1").usePlaintext().build();
        ManagedChannel up = NettyChannelBuilder.forTarget("127.0.0.1:" + server.getPort())
                .usePlaintext()
                .build();
        try {
            Connections connections = new Connections(List.of(down, up));
            connections.all().forEach(channel -> channel.getState(true));
            await().until(() -> connections.count(ConnectivityState.READY) == 1
                    && connections.count(ConnectivityState.TRANSIENT_FAILURE) == 1);
            for (int i = 0; i < 20; i++) {
                assertThat(GatewayGrpc.newBlockingStub(connections)
                                .healthCheck(Empty.getDefaultInstance())
                                .getMsg())
                        .isEqualTo("OK");
            }
        } finally {
            down.shutdownNow();
            up.shutdownNow();
        }
    }

    @Test
    void takeNoSecondReplyForAPartOfTheFirst() throws IOException {
        var twice = GatewayGrpc.getInvokeMethod().toBuilder()
                .setType(MethodType.SERVER_STREAMING)
                .build();
        Server talkative = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .addService(ServerServiceDefinition.builder("pb.Gateway")
                        .addMethod(twice, ServerCalls.asyncServerStreamingCall((request, reply) -> {
                            reply.onNext(Message.getDefaultInstance());
                            answer(reply);
                        }))
                        .build())
                .build()
                .start();
        try (TestBridge bridge = TestBridge.before(talkative.getPort())) {
            assertThat(bridge.send("POST", "/function/f", "x").status()).isEqualTo(502);
        } finally {
            talkative.shutdownNow();
        }
    }

    private static void answer(StreamObserver<Message> reply) {
        reply.onNext(Message.newBuilder().setMsg("OK").build());
        reply.onCompleted();
    }

    private static double metric(TestBridge bridge, String name) {
        return bridge.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
