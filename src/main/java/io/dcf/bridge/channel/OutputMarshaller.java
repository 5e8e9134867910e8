package io.dcf.bridge.channel;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;

/** Reads field 1 of a reply, and copies its bytes once. Ignores unknown fields. */
final class OutputMarshaller implements Marshaller<byte[]> {

    /** Field 1, with a length: {@code Message.Msg} or {@code Messages.Output}. */
    private static final int OUTPUT = (1 << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private static final byte[] NO_BYTES = {};

    @Override
    public byte[] parse(InputStream reply) {
        try {
            byte[] output = NO_BYTES;
            for (int first = reply.read(); first >= 0; first = reply.read()) {
                int tag = CodedInputStream.readRawVarint32(first, reply);
                if (tag != OUTPUT) {
                    return afterUnknown(tag, reply, output);
                }
                output = bytes(reply);
            }
            return output;
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("Invalid protobuf byte sequence")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    private static byte[] bytes(InputStream reply) throws IOException {
        int size = CodedInputStream.readRawVarint32(reply.read(), reply);
        if (size < 0) {
            throw new InvalidProtocolBufferException("a field has a negative length");
        }
        if (size > reply.available()) { // a compressed message does not know its size
            byte[] bytes = reply.readNBytes(size);
            if (bytes.length < size) {
                throw new InvalidProtocolBufferException("the message ends within a field");
            }
            return bytes;
        }
        byte[] bytes = new byte[size];
        reply.readNBytes(bytes, 0, size);
        return bytes;
    }

    private static byte[] afterUnknown(int tag, InputStream reply, byte[] before) throws IOException {
        if (WireFormat.getTagFieldNumber(tag) == 0) {
            throw new InvalidProtocolBufferException("no field has the number 0");
        }
        CodedInputStream rest = CodedInputStream.newInstance(reply);
        byte[] output = before;
        for (int next = tag; next != 0; next = rest.readTag()) {
            if (next == OUTPUT) {
                output = rest.readByteArray();
            } else if (!rest.skipField(next)) {
                throw new InvalidProtocolBufferException("a group ends that did not begin");
            }
        }
        return output;
    }

    @Override
    public InputStream stream(byte[] output) {
        throw new UnsupportedOperationException("the bridge does not write replies");
    }
}
