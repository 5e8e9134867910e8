package io.dcf.gateway.service;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.Empty;
import io.dcf.gateway.guide.Function;
import io.dcf.gateway.guide.FunctionDescription;
import io.dcf.gateway.guide.FunctionDescriptions;
import io.dcf.gateway.guide.FunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.dcf.gateway.guide.Messages;
import io.dcf.gateway.guide.Namespaces;
import io.dcf.gateway.guide.ScaleServiceRequest;
import io.dcf.gateway.guide.Secret;
import io.dcf.gateway.guide.SecretRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Implements the gateway's gRPC methods. */
final class GatewayService extends GatewayGrpc.GatewayImplBase {

    private final Functions functions;
    private final Secrets secrets;

    GatewayService(Functions functions, Secrets secrets) {
        this.functions = functions;
        this.secrets = secrets;
    }

    @Override
    public void deploy(CreateFunctionRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> functions.deploy(request)));
    }

    @Override
    public void update(CreateFunctionRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> functions.update(request)));
    }

    @Override
    public void delete(CreateFunctionRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> functions.delete(request.getService())));
    }

    @Override
    public void list(Empty request, StreamObserver<io.dcf.gateway.guide.Functions> reply) {
        UnaryReply.send(
                reply,
                () -> io.dcf.gateway.guide.Functions.newBuilder()
                        .addAllFunctions(functions.all())
                        .build());
    }

    @Override
    public void getMeta(FunctionRequest request, StreamObserver<Function> reply) {
        UnaryReply.send(reply, () -> functions.status(request.getFunctionName()));
    }

    @Override
    public void describe(FunctionRequest request, StreamObserver<FunctionDescription> reply) {
        UnaryReply.send(reply, () -> functions.describe(request.getFunctionName()));
    }

    @Override
    public void describeAll(Empty request, StreamObserver<FunctionDescriptions> reply) {
        UnaryReply.send(
                reply,
                () -> FunctionDescriptions.newBuilder()
                        .addAllFunctions(functions.describeAll())
                        .build());
    }

    @Override
    public void listSecrets(Empty request, StreamObserver<io.dcf.gateway.guide.Secrets> reply) {
        UnaryReply.send(
                reply,
                () -> io.dcf.gateway.guide.Secrets.newBuilder()
                        .addAllNames(secrets.names())
                        .build());
    }

    @Override
    public void createSecret(Secret request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> secrets.create(request.getName(), request.getValue())));
    }

    @Override
    public void replaceSecret(Secret request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> secrets.replace(request.getName(), request.getValue())));
    }

    @Override
    public void deleteSecret(SecretRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> secrets.delete(request.getName())));
    }

    @Override
    public void listNamespaces(Empty request, StreamObserver<Namespaces> reply) {
        UnaryReply.send(
                reply,
                () -> Namespaces.newBuilder()
                        .addAllNames(functions.namespaces())
                        .build());
    }

    @Override
    public void getLog(FunctionRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> message(functions.log(request.getFunctionName())));
    }

    @Override
    public void replicaUpdate(ScaleServiceRequest request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> ok(() -> functions.scale(request.getServiceName(), request.getReplicas())));
    }

    @Override
    public void info(Empty request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> message("embedded gateway; " + functions.engine()));
    }

    @Override
    public void healthCheck(Empty request, StreamObserver<Message> reply) {
        UnaryReply.send(reply, () -> message(functions.health()));
    }

    @Override
    public void invoke(InvokeServiceRequest request, StreamObserver<Message> reply) {
        InvokeCall.run(functions, request, (ServerCallStreamObserver<Message>) reply);
    }

    @Override
    public StreamObserver<InvokeServiceRequest> invokes(StreamObserver<Messages> reply) {
        ServerCallStreamObserver<Messages> outputs = (ServerCallStreamObserver<Messages>) reply;
        return HttpMetadata.current().isExchange()
                ? new HttpExchange(functions, outputs)
                : new InvokesStream(functions, outputs);
    }

    private static Message ok(Runnable change) {
        change.run();
        return message("OK");
    }

    private static Message message(String text) {
        return Message.newBuilder().setMsg(text).build();
    }
}
