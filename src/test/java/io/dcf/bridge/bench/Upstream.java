package io.dcf.bridge.bench;

import com.google.api.HttpBody;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.Functions;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.InsecureServerCredentials;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A gateway whose functions answer their input at once; the one named slow, after a delay that holds no thread. */
public final class Upstream extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

    private static final String SLOW = "slow";
    private static final int LARGEST = 8 << 20;

    /** Another contract, for transcoders that are to pass bytes: bench/peers/httpbody.proto. */
    private static final ServerServiceDefinition BODIES = ServerServiceDefinition.builder("bench.Bodies")
            .addMethod(
                    MethodDescriptor.<HttpBody, HttpBody>newBuilder()
                            .setType(MethodDescriptor.MethodType.UNARY)
                            .setFullMethodName("bench.Bodies/Echo")
                            .setRequestMarshaller(ProtoUtils.marshaller(HttpBody.getDefaultInstance()))
                            .setResponseMarshaller(ProtoUtils.marshaller(HttpBody.getDefaultInstance()))
                            .build(),
                    ServerCalls.asyncUnaryCall((body, reply) -> answer(reply, body)))
            .build();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Duration delay;
    private final Server server;

    Upstream(int port, Duration delay) throws IOException {
        this.delay = delay;
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress("127.0.0.1", port), InsecureServerCredentials.create())
                .addService(this)
                .addService(BODIES)
                .directExecutor()
                .maxInboundMessageSize(LARGEST)
                .build()
                .start();
    }

    /** Takes the port, 0 for a free one, and the delay in milliseconds; prints the port. */
    public static void main(String[] args) throws Exception {
        Upstream upstream = new Upstream(Integer.parseInt(args[0]), Duration.ofMillis(Long.parseLong(args[1])));
        System.out.println(upstream.port());
        upstream.server.awaitTermination();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        Message output = Message.newBuilder().setMsgBytes(request.getInput()).build();
        if (SLOW.equals(request.getService())) {
            timer.schedule(() -> answer(reply, output), delay.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            answer(reply, output);
        }
    }

    /** Accepts the definition of the benchmarks alone, so that one that was changed on the way is noticed. */
    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        if (request.equals(Definition.MESSAGE)) {
            answer(reply, Message.newBuilder().setMsg("OK").build());
        } else {
            reply.onError(Status.INVALID_ARGUMENT
                    .withDescription("changed: " + request)
                    .asRuntimeException());
        }
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        answer(reply, Message.newBuilder().setMsg("OK").build());
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        answer(reply, Function.newBuilder().setName(request.getFunctionName()).build());
    }

    @Override
    public void list(Empty request, StreamObserver<Functions> reply) {
        answer(reply, Functions.getDefaultInstance());
    }

    private static <T> void answer(StreamObserver<T> reply, T message) {
        reply.onNext(message);
        reply.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
        timer.shutdownNow();
    }
}
