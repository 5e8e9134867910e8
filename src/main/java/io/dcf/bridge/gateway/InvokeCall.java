package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.AbstractFuture;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.dcf.gateway.guide.Message;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A call of Invoke, as a future that cancels the call when cancelled. A stub would not tell the reply's metadata, by which a
 * gateway says what a function that speaks HTTP answered beside the bytes.
 */
final class InvokeCall extends AbstractFuture<FunctionOutput> {

    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final String FINAL_STATUS = "[2-5][0-9]{2}";
    private static final int OK = 200;

    private final ClientCall<InvokeServiceRequest, Message> call;

    private InvokeCall(ClientCall<InvokeServiceRequest, Message> call) {
        this.call = call;
    }

    static InvokeCall start(GatewayFutureStub stub, InvokeServiceRequest request) {
        InvokeCall future =
                new InvokeCall(stub.getChannel().newCall(GatewayGrpc.getInvokeMethod(), stub.getCallOptions()));
        future.start(request);
        return future;
    }

    private void start(InvokeServiceRequest request) {
        call.start(new Reply(), new Metadata());
        call.request(2); // a second message would be the gateway's mistake, and end the call
        call.sendMessage(request);
        call.halfClose();
    }

    @Override
    protected void afterDone() {
        if (isCancelled()) {
            call.cancel("the caller does not wait any more", null);
        }
    }

    private static FunctionOutput output(@Nullable Metadata said, Message message) {
        String status = said == null ? null : said.get(STATUS);
        return new FunctionOutput(
                message.getMsgBytes().toByteArray(),
                status != null && status.matches(FINAL_STATUS) ? Integer.parseInt(status) : OK,
                said == null ? null : said.get(CONTENT_TYPE));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private final class Reply extends ClientCall.Listener<Message> {

        private @Nullable Metadata headers;
        private @Nullable Message message;

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(Message received) {
            message = received;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                setException(status.asRuntimeException(trailers));
            } else if (message == null) {
                setException(Status.INTERNAL
                        .withDescription("the gateway ended the call without a reply")
                        .asRuntimeException(trailers));
            } else {
                set(output(headers, message));
            }
        }
    }
}
