package io.dcf.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.dcf.gateway.server.RunningGateway;
import io.grpc.ManagedChannel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What reflection tells of the services, as a client learns it that has no file of its own. */
class ServiceDescriptorsTests {

    @RegisterExtension
    final RunningGateway guide = new RunningGateway();

    @RegisterExtension
    final RunningGateway dcf = RunningGateway.with(Map.of("numbering", "dcf"));

    @ParameterizedTest
    @CsvSource({
        "guide, Gateway, 18, 5",
        "guide, gateway, 18, 5",
        "guide, FxGateway, 10, 7",
        "dcf, Gateway, 11, 7",
        "dcf, gateway, 11, 7",
        "dcf, FxGateway, 10, 7"
    })
    void describeEachServiceWithTheNumbersThatItReads(String numbering, String name, int methods, int secrets)
            throws Exception {
        ServiceDescriptor service = reflected(numbering.equals("dcf") ? dcf.channel() : guide.channel(), name);
        assertThat(service.getMethods()).hasSize(methods);
        for (String change : new String[] {"Deploy", "Update"}) {
            FieldDescriptor field =
                    service.findMethodByName(change).getInputType().findFieldByName("Secrets");
            assertThat(field.getNumber()).as(change).isEqualTo(secrets);
        }
        MethodDescriptor describe = service.findMethodByName("GetMeta");
        assertThat(describe.getInputType().findFieldByName("FunctionName").getNumber())
                .isEqualTo(1);
        assertThat(describe.getOutputType().findFieldByName("Annotations").isMapField())
                .isTrue();
    }

    private static ServiceDescriptor reflected(ManagedChannel channel, String name) throws Exception {
        var call = ServerReflectionGrpc.newBlockingV2Stub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .serverReflectionInfo();
        call.write(ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("pb." + name)
                .build());
        Map<String, FileDescriptorProto> files = new HashMap<>();
        for (ByteString bytes : call.read().getFileDescriptorResponse().getFileDescriptorProtoList()) {
            FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
            files.put(file.getName(), file);
        }
        call.halfClose();
        for (FileDescriptorProto file : files.values()) {
            ServiceDescriptor service = link(file, files).findServiceByName(name);
            if (service != null) {
                return service;
            }
        }
        throw new AssertionError(name + " is in none of " + files.keySet());
    }

    /** Fails where the files given do not resolve each other. */
    private static FileDescriptor link(FileDescriptorProto file, Map<String, FileDescriptorProto> files)
            throws Exception {
        FileDescriptor[] dependencies = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < dependencies.length; i++) {
            dependencies[i] = link(files.get(file.getDependency(i)), files);
        }
        return FileDescriptor.buildFrom(file, dependencies);
    }
}
