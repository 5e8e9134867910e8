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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway with the replies and errors of OpenFx's, which records its calls. It shares no class with the bridge. */
public final class OpenfxGateway extends FxGatewayGrpc.FxGatewayImplBase implements AutoCloseable {

    public final List<com.google.protobuf.Message> received = new CopyOnWriteArrayList<>();
    final Map<String, Function> functions = new ConcurrentSkipListMap<>();

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
            refuse(reply, Code.INVALID_ARGUMENT, "secrets \"nope\" not found");
            return;
        }
        if (functions.containsKey(request.getService())) {
            refuse(reply, Code.ALREADY_EXISTS, "deployments.apps \"" + request.getService() + "\" already exists");
            return;
        }
        functions.put(request.getService(), function(request));
        boolean scales = !scalerFails && request.getMinReplicas() >= 1 && request.getMaxReplicas() >= 1;
        answer(reply, scales, Code.INTERNAL, "cannot create the autoscaler", "OK");
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        boolean exists = functions.replace(request.getService(), function(request)) != null
                && !withoutService.contains(request.getService());
        answer(reply, exists, Code.NOT_FOUND, "deployments.apps \"" + request.getService() + "\" not found", "OK");
    }

    @Override
    public void delete(DeleteFunctionRequest request, StreamObserver<Message> reply) {
        received.add(request);
        String name = request.getFunctionName();
        if (functions.containsKey(name) && withoutService.contains(name)) {
            functions.remove(name);
            refuse(reply, Code.NOT_FOUND, "services \"" + name + "\" not found");
            return;
        }
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
                .setReplicas(request.getMinReplicas())
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
