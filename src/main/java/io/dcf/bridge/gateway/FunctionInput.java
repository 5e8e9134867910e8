package io.dcf.bridge.gateway;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.InvokeServiceRequest;
import java.io.IOException;
import java.io.InputStream;

/** What a function is given: any bytes, held once, as they came. */
public final class FunctionInput {

    private static final int FIRST = 8 << 10;
    private static final int LARGEST = 256 << 10;

    private final ByteString bytes;

    private FunctionInput(ByteString bytes) {
        this.bytes = bytes;
    }

    /** @param bytes not to be changed any more */
    public static FunctionInput of(byte[] bytes) {
        return new FunctionInput(UnsafeByteOperations.unsafeWrap(bytes));
    }

    /**
     * Reads all that there is. Memory grows with what has come, never with what is announced alone.
     *
     * @param announced how many bytes there will be; less than 0 where that is not known
     */
    public static FunctionInput read(InputStream stream, long announced) throws IOException {
        ByteString all = ByteString.EMPTY;
        long left = announced < 0 ? Long.MAX_VALUE : announced;
        for (int size = FIRST; left > 0; size = Math.min(2 * size, LARGEST)) {
            byte[] chunk = new byte[(int) Math.min(size, left)];
            int count = stream.readNBytes(chunk, 0, chunk.length);
            all = all.concat(UnsafeByteOperations.unsafeWrap(chunk, 0, count));
            left = count < chunk.length ? 0 : left - count;
        }
        return new FunctionInput(all);
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
