package io.dcf.bridge.channel;

import com.google.protobuf.Message;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.function.Function;

/** Writes definitions in another dialect. */
record DefinitionMarshaller(Function<CreateFunctionRequest, Message> translation)
        implements Marshaller<CreateFunctionRequest> {

    @Override
    public InputStream stream(CreateFunctionRequest definition) {
        Message message = translation.apply(definition);
        return ProtoUtils.marshaller(message.getDefaultInstanceForType()).stream(message);
    }

    @Override
    public CreateFunctionRequest parse(InputStream stream) {
        throw new UnsupportedOperationException("the bridge does not read requests");
    }
}
