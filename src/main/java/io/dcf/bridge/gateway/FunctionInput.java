package io.dcf.bridge.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.InvokeServiceRequest;
import java.io.InputStream;

/** What a function is given: any bytes, held once, as they came. */
public final class FunctionInput {

    /** Of no bytes. */
    public static final FunctionInput EMPTY = new FunctionInput(ByteString.EMPTY);

    private final ByteString bytes;

    private FunctionInput(ByteString bytes) {
        this.bytes = bytes;
    }

    /** @param bytes not to be changed any more */
    public static FunctionInput of(byte[] bytes) {
        return new FunctionInput(UnsafeByteOperations.unsafeWrap(bytes));
    }

    /** So many of the bytes, which are not to be changed any more. */
    public static FunctionInput of(byte[] bytes, int count) {
        return new FunctionInput(UnsafeByteOperations.unsafeWrap(bytes, 0, count));
    }

    /** This, and so many bytes more, which are not to be changed any more. */
    public FunctionInput and(byte[] more, int count) {
        return new FunctionInput(bytes.concat(UnsafeByteOperations.unsafeWrap(more, 0, count)));
    }

    /** The bytes, to be read once more. */
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
