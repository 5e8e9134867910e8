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
import io.grpc.Status.Code;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway with the replies and errors of DCF's, which records its calls. It shares no class with the bridge. */
final class DcfGateway extends GatewayGrpc.GatewayImplBase implements AutoCloseable {

    final List<com.google.protobuf.Message> received = new CopyOnWriteArrayList<>();
    final Map<String, Function> functions = new ConcurrentSkipListMap<>();

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
        if (functions.containsKey(request.getService())) {
            refuse(reply, Code.ALREADY_EXISTS, "deployments.apps \"" + request.getService() + "\" already exists");
            return;
        }
        functions.put(request.getService(), function(request));
        answer(reply, true, Code.OK, "", "OK");
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        boolean exists = functions.replace(request.getService(), function(request)) != null;
        answer(reply, exists, Code.NOT_FOUND, "deployments.apps \"" + request.getService() + "\" not found", "OK");
    }

    @Override
    public void delete(DeleteFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        String name = request.getFunctionName();
        answer(reply, functions.remove(name) != null, Code.INTERNAL, "Not a function: " + name, "OK");
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        received.add(request);
        String name = request.getService();
        String input = request.getInput().toStringUtf8();
        if (input.equals("sleep")) {
            refuse(reply, Code.DEADLINE_EXCEEDED, "Function timed out after 553s");
            return;
        }
        boolean runs = functions.containsKey(name) && !input.equals("fail");
        answer(reply, runs, Code.INTERNAL, "could not invoke: " + name + " - boom", input);
    }

    @Override
    public void list(Empty request, StreamObserver<Functions> reply) {
        received.add(request);
        send(reply, Functions.newBuilder().addAllFunctions(functions.values()).build());
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        received.add(request);
        Function function = functions.get(request.getFunctionName());
        if (function == null) {
            refuse(reply, Code.NOT_FOUND, "function is not exist");
        } else {
            send(reply, function);
        }
    }

    @Override
    public void getLog(FunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        String name = request.getFunctionName();
        String log = "---\nName: " + name + "\nLog:\nline of " + name + "\n";
        answer(reply, true, Code.OK, "", functions.containsKey(name) ? log : "");
    }

    @Override
    public void replicaUpdate(ScaleServiceRequest request, StreamObserver<Message> reply) {
        received.add(request);
        Function scaled = functions.computeIfPresent(
                request.getServiceName(),
                (name, function) ->
                        function.toBuilder().setReplicas(request.getReplicas()).build());
        answer(reply, scaled != null, Code.INTERNAL, "cannot scale " + request.getServiceName(), "OK");
    }

    @Override
    public void info(Empty request, StreamObserver<Message> reply) {
        received.add(request);
        answer(reply, true, Code.OK, "", "{}\n");
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        answer(reply, true, Code.OK, "", "OK");
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

    private static void answer(StreamObserver<Message> reply, boolean well, Code otherwise, String why, String text) {
        if (well) {
            send(reply, Message.newBuilder().setMsg(text).build());
        } else {
            refuse(reply, otherwise, why);
        }
    }

    private static <T> void send(StreamObserver<T> reply, T message) {
        reply.onNext(message);
        reply.onCompleted();
    }

    private static void refuse(StreamObserver<?> reply, Code code, String why) {
        reply.onError(code.toStatus().withDescription(why).asRuntimeException());
    }
}
