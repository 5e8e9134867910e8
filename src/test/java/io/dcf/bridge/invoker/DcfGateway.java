package io.dcf.bridge.invoker;

import io.dcf.gateway.independent.dcf.CreateFunctionRequest;
import io.dcf.gateway.independent.dcf.DeleteFunctionRequest;
import io.dcf.gateway.independent.dcf.Empty;
import io.dcf.gateway.independent.dcf.Function;
import io.dcf.gateway.independent.dcf.FunctionRequest;
import io.dcf.gateway.independent.dcf.Functions;
import io.dcf.gateway.independent.dcf.GatewayGrpc;
import io.dcf.gateway.independent.dcf.InvokeServiceRequest;
import io.dcf.gateway.independent.dcf.Message;
import io.dcf.gateway.independent.dcf.ScaleServiceRequest;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway with the replies and errors of DCF's, which records its calls. It shares no class with the bridge. */
final class DcfGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

    final List<com.google.protobuf.Message> received = new CopyOnWriteArrayList<>();
    private final DialectReplies<Function, Message> replies =
            new DialectReplies<>(text -> Message.newBuilder().setMsg(text).build());
    final Map<String, Function> functions = replies.functions;

    private final Server server;

    DcfGateway() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        if (replies.isFree(request.getService(), reply)) {
            functions.put(request.getService(), function(request));
            replies.say(reply, "OK");
        }
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        boolean exists = functions.replace(request.getService(), function(request)) != null;
        replies.updated(request.getService(), exists, reply);
    }

    @Override
    public void delete(DeleteFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        replies.delete(request.getFunctionName(), reply);
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        received.add(request);
        replies.invoke(request.getService(), request.getInput(), reply);
    }

    @Override
    public void list(Empty request, StreamObserver<Functions> reply) {
        received.add(request);
        DialectReplies.send(
                reply,
                Functions.newBuilder().addAllFunctions(functions.values()).build());
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        received.add(request);
        replies.describe(request.getFunctionName(), reply);
    }

    @Override
    public void getLog(FunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        replies.log(request.getFunctionName(), reply);
    }

    @Override
    public void replicaUpdate(ScaleServiceRequest request, StreamObserver<Message> reply) {
        received.add(request);
        Function scaled = functions.computeIfPresent(
                request.getServiceName(),
                (name, function) ->
                        function.toBuilder().setReplicas(request.getReplicas()).build());
        replies.scaled(request.getServiceName(), scaled != null, reply);
    }

    @Override
    public void info(Empty request, StreamObserver<Message> reply) {
        received.add(request);
        replies.say(reply, "{}\n");
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        replies.say(reply, "OK");
    }

    private static Function function(CreateFunctionRequest request) {
        return Function.newBuilder()
                .setName(request.getService())
                .setImage(request.getImage())
                .setReplicas(1)
                .putAllLabels(request.getLabelsMap())
                .putAllAnnotations(request.getAnnotationsMap())
                .build();
    }
}
