package io.dcf.bridge.invoker;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.InvokeServiceRequest;
import java.io.InputStream;

/** A function's input: any bytes, stored once, as received. */
public final class FunctionInput {

    /** No bytes. */
    public static final FunctionInput EMPTY = new FunctionInput(ByteString.EMPTY);

    private final ByteString bytes;

    private FunctionInput(ByteString bytes) {
        this.bytes = bytes;
    }

    /** @param bytes must not change afterwards */
    public static FunctionInput of(byte[] bytes) {
        return new FunctionInput(UnsafeByteOperations.unsafeWrap(bytes));
    }

    /** The first bytes of an array, which must not change afterwards. */
    public static FunctionInput of(byte[] bytes, int count) {
        return new FunctionInput(UnsafeByteOperations.unsafeWrap(bytes, 0, count));
    }

    /** This input, followed by the first bytes of an array, which must not change afterwards. */
    public FunctionInput and(byte[] more, int count) {
        return new FunctionInput(bytes.concat(UnsafeByteOperations.unsafeWrap(more, 0, count)));
    }

    /** Reads the bytes from the beginning. */
    public InputStream open() {
        return bytes.newInput();
    }

    /** In bytes. */
    public int size() {
        return bytes.size();
    }

    InvokeServiceRequest to(FunctionName function) {
        return InvokeServiceRequest.newBuilder()
                .setService(function.value())
                .setInput(bytes)
                .build();
    }
}
