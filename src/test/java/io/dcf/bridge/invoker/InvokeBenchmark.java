package io.dcf.bridge.invoker;

import com.google.protobuf.UnsafeByteOperations;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The cost of writing an invocation's bytes to the wire, and of reading the reply's; run by bench/mapping. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InvokeBenchmark {

    @Param({"100", "1048576"})
    public int size;

    private byte[] input = {};
    private byte[] reply = {};
    private Frame frame = new Frame(0);

    @Setup
    public void fill() {
        input = "x".repeat(size).getBytes(StandardCharsets.UTF_8);
        reply = Message.newBuilder().setMsg("x".repeat(size)).build().toByteArray();
        frame = new Frame(size + 64);
    }

    @Benchmark
    public int requestToWire() throws IOException {
        InvokeServiceRequest request = InvokeServiceRequest.newBuilder()
                .setService("thumbnailer")
                .setInput(UnsafeByteOperations.unsafeWrap(input))
                .build();
        frame.written = 0;
        return ((Drainable) GatewayGrpc.getInvokeMethod().streamRequest(request)).drainTo(frame);
    }

    @Benchmark
    public byte[] wireToReply() {
        Message message = GatewayGrpc.getInvokeMethod().parseResponse(new Received(reply));
        return message.getMsgBytes().toByteArray();
    }

    /** What gRPC copies a message into, to be sent. */
    private static final class Frame extends OutputStream {

        private final byte[] bytes;
        private int written;

        Frame(int size) {
            bytes = new byte[size];
        }

        @Override
        public void write(int each) {
            bytes[written++] = (byte) each;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            System.arraycopy(from, offset, bytes, written, length);
            written += length;
        }
    }

    /** What gRPC has a message parsed from: it knows the length. */
    private static final class Received extends ByteArrayInputStream implements KnownLength {

        Received(byte[] bytes) {
            super(bytes);
        }
    }
}
