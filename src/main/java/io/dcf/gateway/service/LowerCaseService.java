package io.dcf.gateway.service;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.dcf.gateway.guide.GatewayProto;
import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import java.util.List;

/** The gateway under its other name, {@code pb.gateway}: some stubs are generated from a file that spells it so. */
final class LowerCaseService {

    private static final String NAME = "gateway";

    private LowerCaseService() {}

    static ServerServiceDefinition of(BindableService gateway) {
        List<? extends ServerMethodDefinition<?, ?>> methods = gateway.bindService().getMethods().stream()
                .map(LowerCaseService::renamed)
                .toList();
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder("pb." + NAME).setSchemaDescriptor(schema());
        methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        methods.forEach(service::addMethod);
        return service.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> renamed(ServerMethodDefinition<Q, A> method) {
        return ServerMethodDefinition.create(renamed(method.getMethodDescriptor()), method.getServerCallHandler());
    }

    private static <Q, A> MethodDescriptor<Q, A> renamed(MethodDescriptor<Q, A> method) {
        return method.toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        "pb." + NAME, String.valueOf(method.getBareMethodName())))
                .setSchemaDescriptor(null)
                .build();
    }

    /** A file that declares the service under this name, so that reflection can tell of it. */
    private static ProtoFileDescriptorSupplier schema() {
        FileDescriptor original = GatewayProto.getDescriptor();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("gateway_lower_case.proto")
                .setSyntax("proto3")
                .setPackage(original.getPackage())
                .addDependency(original.getName())
                .addService(original.getServices().get(0).toProto().toBuilder().setName(NAME))
                .build();
        try {
            FileDescriptor descriptor = FileDescriptor.buildFrom(file, new FileDescriptor[] {original});
            return () -> descriptor;
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
