package io.dcf.bridge.channel;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.dcf.gateway.guide.Messages;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

/** Whole and truncated replies: they are read as protobuf reads them, and refused where protobuf refuses to read or skip them. */
public final class OutputFuzz {

    private static final OutputMarshaller MARSHALLER = new OutputMarshaller();

    private OutputFuzz() {}

    public static void fuzzerTestOneInput(byte[] reply) {
        byte[] read = read(reply);
        byte[] expected = expected(reply);
        boolean same = expected == null || read == null // of which Jazzer would have Arrays.equals crash
                ? expected == read || read == null && !canBeSkipped(reply)
                : Arrays.equals(expected, read);
        if (!same) {
            throw new AssertionError(Arrays.toString(read) + " instead of " + Arrays.toString(expected));
        }
    }

    private static byte[] read(byte[] reply) {
        try {
            return MARSHALLER.parse(new ByteArrayInputStream(reply));
        } catch (StatusRuntimeException e) {
            return null;
        }
    }

    private static byte[] expected(byte[] reply) {
        try {
            return Messages.parseFrom(reply).getOutput().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    /** Protobuf reads some numbers of more than ten bytes, which nobody writes, but does not skip them. */
    private static boolean canBeSkipped(byte[] reply) {
        CodedInputStream fields = CodedInputStream.newInstance(reply);
        try {
            for (int tag = fields.readTag(); tag != 0; tag = fields.readTag()) {
                fields.skipField(tag);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
