package io.dcf.bridge.invoker;

import com.google.common.util.concurrent.AbstractFuture;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.channel.InvokeMethods;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call with one input and one output. Cancelling the future cancels the call. A stub would not return the reply's metadata, in which a
 * gateway sends the HTTP status and type of a function that speaks HTTP.
 */
final class InvokeCall extends AbstractFuture<FunctionOutput> {

    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final String FINAL_STATUS = "[2-5][0-9]{2}";
    private static final int OK = 200;

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final boolean unary;
    private final long maxSize;

    private InvokeCall(ClientCall<InvokeServiceRequest, byte[]> call, boolean unary, long maxSize) {
        this.call = call;
        this.unary = unary;
        this.maxSize = maxSize;
    }

    /**
     * @param method one of {@link InvokeMethods}; the outputs of a stream are joined
     * @param maxSize the limit of the output, in bytes
     */
    static InvokeCall start(
            GatewayFutureStub stub,
            MethodDescriptor<InvokeServiceRequest, byte[]> method,
            InvokeServiceRequest request,
            long maxSize) {
        InvokeCall future = new InvokeCall(
                stub.getChannel().newCall(method, stub.getCallOptions()),
                method.getType().serverSendsOneMessage(),
                maxSize);
        future.start(request);
        return future;
    }

    private void start(InvokeServiceRequest request) {
        call.start(new Reply(), new Metadata());
        call.request(2); // a second reply of a unary call is detected as an error of the gateway
        call.sendMessage(request);
        call.halfClose();
    }

    @Override
    protected void afterDone() {
        if (isCancelled()) {
            call.cancel("the output is no longer needed", null);
        }
    }

    private void complete(@Nullable Metadata received, byte[] bytes) {
        String status = received == null ? null : received.get(STATUS);
        if (status != null && !status.matches(FINAL_STATUS)) {
            setException(GatewayFailures.invalidHttpStatus(status));
        } else {
            set(new FunctionOutput(
                    bytes,
                    status == null ? OK : Integer.parseInt(status),
                    received == null ? null : received.get(CONTENT_TYPE),
                    null,
                    false));
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private final class Reply extends ClientCall.Listener<byte[]> {

        private @Nullable Metadata headers;
        private final OutputCollector output = new OutputCollector();

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(byte[] received) {
            if (unary && !output.isEmpty()) {
                setException(Status.INTERNAL
                        .withDescription("the gateway sent more than one reply")
                        .asRuntimeException(new Metadata()));
                call.cancel("more than one reply", null);
                return;
            }
            output.add(received);
            int size = output.size();
            if (size > maxSize) {
                setException(GatewayFailures.tooLarge(size, maxSize));
                call.cancel("the output is too large", null);
            } else if (!unary) {
                call.request(1);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                boolean hasRun = status.getCode() == Status.Code.UNIMPLEMENTED && !output.isEmpty();
                setException((hasRun ? Status.INTERNAL : status).asRuntimeException(trailers));
            } else if (unary && output.isEmpty()) {
                setException(Status.INTERNAL
                        .withDescription("the gateway ended the call without a reply")
                        .asRuntimeException(trailers));
            } else {
                complete(headers, output.bytes());
            }
        }
    }
}
