package io.dcf.bridge.bench;

import com.google.protobuf.CodedInputStream;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A call of Invoke whose output stays bytes, never a string. */
final class RawInvoke implements StreamObserver<byte[]> {

    private static final int MSG = Message.MSG_FIELD_NUMBER << 3 | 2; // two: a length and so many bytes
    private static final MethodDescriptor<InvokeServiceRequest, byte[]> METHOD =
            GatewayGrpc.getInvokeMethod().toBuilder(
                            GatewayGrpc.getInvokeMethod().getRequestMarshaller(), new Output())
                    .build();

    private final Consumer<byte[]> answered;
    private final Consumer<Throwable> failed;

    private RawInvoke(Consumer<byte[]> answered, Consumer<Throwable> failed) {
        this.answered = answered;
        this.failed = failed;
    }

    static void start(
            Channel gateway, InvokeServiceRequest request, Consumer<byte[]> answered, Consumer<Throwable> failed) {
        ClientCalls.asyncUnaryCall(
                gateway.newCall(METHOD, CallOptions.DEFAULT), request, new RawInvoke(answered, failed));
    }

    /** Waits for the output. */
    static byte[] call(Channel gateway, InvokeServiceRequest request) {
        return ClientCalls.blockingUnaryCall(gateway, METHOD, CallOptions.DEFAULT, request);
    }

    @Override
    public void onNext(byte[] output) {
        answered.accept(output);
    }

    @Override
    public void onError(Throwable failure) {
        failed.accept(failure);
    }

    @Override
    public void onCompleted() {}

    private static final class Output implements Marshaller<byte[]> {

        @Override
        public InputStream stream(byte[] output) {
            throw new UnsupportedOperationException("nobody sends outputs");
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                CodedInputStream message = CodedInputStream.newInstance(stream);
                byte[] output = {};
                for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
                    if (tag == MSG) {
                        output = message.readByteArray();
                    } else {
                        message.skipField(tag);
                    }
                }
                return output;
            } catch (IOException e) {
                throw Status.INTERNAL.withCause(e).asRuntimeException();
            }
        }
    }
}
