package io.dcf.bridge.invoker;

import io.dcf.gateway.independent.openfx.CreateFunctionRequest;
import io.dcf.gateway.independent.openfx.DeleteFunctionRequest;
import io.dcf.gateway.independent.openfx.Empty;
import io.dcf.gateway.independent.openfx.Function;
import io.dcf.gateway.independent.openfx.FunctionRequest;
import io.dcf.gateway.independent.openfx.Functions;
import io.dcf.gateway.independent.openfx.FxGatewayGrpc;
import io.dcf.gateway.independent.openfx.InvokeServiceRequest;
import io.dcf.gateway.independent.openfx.Message;
import io.dcf.gateway.independent.openfx.ScaleServiceRequest;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway with the replies and errors of OpenFx's, which records its calls. It shares no class with the bridge. */
public final class OpenfxGateway extends FxGatewayGrpc.FxGatewayImplBase implements AutoCloseable {

    public final List<com.google.protobuf.Message> received = new CopyOnWriteArrayList<>();
    private final DialectReplies<Function, Message> replies =
            new DialectReplies<>(text -> Message.newBuilder().setMsg(text).build());
    final Map<String, Function> functions = replies.functions;

    /** Functions without a Service, which it makes and deletes last, and looks for last where it updates. */
    final Set<String> withoutService = new HashSet<>();

    /** Whether its autoscaler, which it asks last when it deploys, fails. */
    boolean scalerFails;

    private final Server server;

    public OpenfxGateway() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        if (request.getSecretsList().contains("nope")) {
            DialectReplies.refuse(reply, Code.INVALID_ARGUMENT, "secrets \"nope\" not found");
            return;
        }
        if (replies.isFree(request.getService(), reply)) {
            functions.put(request.getService(), function(request));
            boolean scales = !scalerFails && request.getMinReplicas() >= 1 && request.getMaxReplicas() >= 1;
            replies.answer(reply, scales, Code.INTERNAL, "cannot create the autoscaler", "OK");
        }
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        boolean exists = functions.replace(request.getService(), function(request)) != null
                && !withoutService.contains(request.getService());
        replies.updated(request.getService(), exists, reply);
    }

    @Override
    public void delete(DeleteFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        String name = request.getFunctionName();
        if (functions.containsKey(name) && withoutService.contains(name)) {
            functions.remove(name);
            DialectReplies.refuse(reply, Code.NOT_FOUND, "services \"" + name + "\" not found");
            return;
        }
        replies.delete(name, reply);
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
                .setReplicas(request.getMinReplicas())
                .putAllLabels(request.getLabelsMap())
                .putAllAnnotations(request.getAnnotationsMap())
                .build();
    }
}
