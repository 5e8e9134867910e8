package io.dcf.gateway.service;

import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.dcf.gateway.definition.Numbering;

/** File descriptors that declare the gateway's services, so that reflection can describe each of them. */
final class ServiceDescriptors {

    private static final String PACKAGE = ".pb.";
    private static final String OPENFX_PACKAGE = ".pb.openfx.";

    private ServiceDescriptors() {}

    /** Declares {@code pb.gateway}, with the messages of the numbering. */
    static FileDescriptor lowerCase(Numbering numbering) {
        FileDescriptor original = numbering.file();
        return file(
                "gateway_lower_case.proto",
                original.findServiceByName("Gateway").toProto().toBuilder()
                        .setName("gateway")
                        .build(),
                original);
    }

    /**
     * Declares {@code pb.FxGateway}. If {@code pb.Gateway} has the guide's numbers, the messages are in a package of their own, since
     * reflection knows only one {@code pb.CreateFunctionRequest}. Names of messages are not sent.
     */
    static FileDescriptor openfx(Numbering numbering) {
        if (numbering == Numbering.DCF) {
            return numbering.file();
        }
        ServiceDescriptorProto.Builder service =
                Numbering.DCF.file().findServiceByName("FxGateway").toProto().toBuilder();
        for (MethodDescriptorProto.Builder method : service.getMethodBuilderList()) {
            method.setInputType(moved(method.getInputType())).setOutputType(moved(method.getOutputType()));
        }
        return file("openfx.proto", service.build(), openfxMessages());
    }

    private static FileDescriptor openfxMessages() {
        FileDescriptorProto.Builder messages = Numbering.DCF.file().toProto().toBuilder()
                .setName("openfx_messages.proto")
                .setPackage("pb.openfx")
                .clearService();
        messages.getMessageTypeBuilderList().stream()
                .flatMap(message -> message.getFieldBuilderList().stream())
                .filter(FieldDescriptorProto.Builder::hasTypeName)
                .forEach(field -> field.setTypeName(moved(field.getTypeName())));
        return built(messages.build());
    }

    private static String moved(String type) {
        return type.startsWith(PACKAGE) ? OPENFX_PACKAGE + type.substring(PACKAGE.length()) : type;
    }

    private static FileDescriptor file(String name, ServiceDescriptorProto service, FileDescriptor messages) {
        return built(
                FileDescriptorProto.newBuilder()
                        .setName(name)
                        .setSyntax("proto3")
                        .setPackage("pb")
                        .addDependency(messages.getName())
                        .addService(service)
                        .build(),
                messages);
    }

    private static FileDescriptor built(FileDescriptorProto file, FileDescriptor... dependencies) {
        try {
            return FileDescriptor.buildFrom(file, dependencies);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }
}
