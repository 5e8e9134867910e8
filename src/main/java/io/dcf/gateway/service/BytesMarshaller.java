package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Passes messages on as bytes, without decoding them. */
public final class BytesMarshaller implements Marshaller<ByteString> {

    @Override
    public InputStream stream(ByteString message) {
        return message.newInput();
    }

    @Override
    public ByteString parse(InputStream message) {
        try {
            return ByteString.readFrom(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
