package io.dcf.bridge.gateway;

import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.Messages;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/** Replies, in whole and cut short: they are read as protobuf reads them, or refused where it refuses them. */
public final class OutputFuzz {

    private static final OutputMarshaller MARSHALLER = new OutputMarshaller();

    private OutputFuzz() {}

    public static void fuzzerTestOneInput(byte[] reply) {
        byte[] expected = null;
        try {
            expected = Messages.parseFrom(reply).getOutput().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            // refused
        }
        byte[] read = null;
        try {
            read = MARSHALLER.parse(new ByteArrayInputStream(reply));
        } catch (StatusRuntimeException e) {
            // refused
        }
        if (!Arrays.equals(expected, read)) {
            throw new AssertionError(Arrays.toString(read) + " instead of " + Arrays.toString(expected));
        }
    }
}
