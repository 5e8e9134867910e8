package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.dcf.gateway.definition.DefinitionLimits;
import io.dcf.gateway.definition.DefinitionReader;
import io.dcf.gateway.definition.Numbering;
import io.dcf.gateway.engine.Engine;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Objects;

/** The gateway's service under each name that clients call: {@code pb.Gateway}, {@code pb.gateway} and {@code pb.FxGateway}. */
public final class NamedServices {

    private final GatewayService gateway;

    private NamedServices(GatewayService gateway) {
        this.gateway = gateway;
    }

    /** @param numbering the field numbers of {@code pb.Gateway}'s definitions; {@code pb.FxGateway} always has OpenFx's */
    public static List<ServerServiceDefinition> of(Engine engine, DefinitionLimits limits, Numbering numbering) {
        Functions functions = new Functions(engine, limits);
        NamedServices services = new NamedServices(new GatewayService(functions, new Secrets(functions, engine)));
        DefinitionReader definitions = DefinitionReader.bySetting(numbering);
        return List.of(
                services.named("Gateway", numbering.file(), definitions),
                services.named("gateway", ServiceDescriptors.lowerCase(numbering), definitions),
                services.named("FxGateway", ServiceDescriptors.openfx(numbering), DefinitionReader.openfx()));
    }

    /** The service with the methods that the file declares under this name. */
    private ServerServiceDefinition named(String name, FileDescriptor file, DefinitionReader definitions) {
        var declared = file.findServiceByName(name);
        List<? extends ServerMethodDefinition<?, ?>> methods = declared.getMethods().stream()
                .map(method -> renamed(declared.getFullName(), method(method.getName(), definitions)))
                .toList();
        ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(declared.getFullName())
                .setSchemaDescriptor((ProtoFileDescriptorSupplier) () -> file);
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(service::addMethod);
        return service.build();
    }

    private ServerMethodDefinition<?, ?> method(String name, DefinitionReader definitions) {
        return switch (name) {
            case "Deploy" -> reading(definitions, GatewayGrpc.getDeployMethod(), gateway::deploy);
            case "Update" -> reading(definitions, GatewayGrpc.getUpdateMethod(), gateway::update);
            default ->
                Objects.requireNonNull(gateway.bindService()
                        .getMethod(MethodDescriptor.generateFullMethodName(GatewayGrpc.SERVICE_NAME, name)));
        };
    }

    private interface Change {
        void make(CreateFunctionRequest definition, StreamObserver<Message> reply);
    }

    /** Decodes the request inside the call, since an exception of a marshaller ends the call with UNKNOWN. */
    private static ServerMethodDefinition<ByteString, Message> reading(
            DefinitionReader definitions, MethodDescriptor<CreateFunctionRequest, Message> method, Change change) {
        return ServerMethodDefinition.create(
                method.toBuilder(new BytesMarshaller(), method.getResponseMarshaller())
                        .build(),
                ServerCalls.asyncUnaryCall((request, reply) -> {
                    CreateFunctionRequest definition;
                    try {
                        definition = definitions.read(request);
                    } catch (RuntimeException e) {
                        reply.onError(e);
                        return;
                    }
                    change.make(definition, reply);
                }));
    }

    private static <Q, A> ServerMethodDefinition<Q, A> renamed(String service, ServerMethodDefinition<Q, A> method) {
        MethodDescriptor<Q, A> descriptor = method.getMethodDescriptor();
        String name = String.valueOf(descriptor.getBareMethodName());
        return ServerMethodDefinition.create(
                descriptor.toBuilder()
                        .setFullMethodName(MethodDescriptor.generateFullMethodName(service, name))
                        .setSchemaDescriptor(null)
                        .build(),
                method.getServerCallHandler());
    }
}
