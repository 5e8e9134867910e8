package io.dcf.bridge.gateway;

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
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A call that gives a function one input, as a future that cancels the call when cancelled. A stub would not tell the
 * reply's metadata, by which a gateway says what a function that speaks HTTP answered beside the bytes.
 */
final class InvokeCall extends AbstractFuture<FunctionOutput> {

    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final String FINAL_STATUS = "[2-5][0-9]{2}";
    private static final int OK = 200;

    private static final byte[] NOTHING = {};

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final boolean unary;
    private final long most;

    private InvokeCall(ClientCall<InvokeServiceRequest, byte[]> call, boolean unary, long most) {
        this.call = call;
        this.unary = unary;
        this.most = most;
    }

    /**
     * @param method one of {@link InvokeMethods}; of a stream, the outputs are one after the other the output
     * @param most how large the output may be, in bytes
     */
    static InvokeCall start(
            GatewayFutureStub stub,
            MethodDescriptor<InvokeServiceRequest, byte[]> method,
            InvokeServiceRequest request,
            long most) {
        InvokeCall future = new InvokeCall(
                stub.getChannel().newCall(method, stub.getCallOptions()),
                method.getType().serverSendsOneMessage(),
                most);
        future.start(request);
        return future;
    }

    private void start(InvokeServiceRequest request) {
        call.start(new Reply(), new Metadata());
        call.request(2); // a second reply of a unary call would be the gateway's mistake, and is looked for
        call.sendMessage(request);
        call.halfClose();
    }

    @Override
    protected void afterDone() {
        if (isCancelled()) {
            call.cancel("the caller does not wait any more", null);
        }
    }

    private void complete(@Nullable Metadata said, byte[] bytes) {
        String status = said == null ? null : said.get(STATUS);
        if (status != null && !status.matches(FINAL_STATUS)) {
            setException(GatewayFailures.invalidHttpStatus(status));
        } else {
            set(new FunctionOutput(
                    bytes,
                    status == null ? OK : Integer.parseInt(status),
                    said == null ? null : said.get(CONTENT_TYPE),
                    null,
                    false));
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private final class Reply extends ClientCall.Listener<byte[]> {

        private @Nullable Metadata headers;
        private byte @Nullable [] first;
        private @Nullable ByteArrayOutputStream all;

        @Override
        public void onHeaders(Metadata received) {
            headers = received;
        }

        @Override
        public void onMessage(byte[] received) {
            if (first != null && unary) {
                setException(Status.INTERNAL
                        .withDescription("the gateway sent more than one reply")
                        .asRuntimeException(new Metadata()));
                call.cancel("more than one reply", null);
                return;
            }
            if (first == null) {
                first = received;
            } else {
                join(first, received);
            }
            int size = all == null ? first.length : all.size();
            if (size > most) {
                setException(GatewayFailures.tooLarge(size, most));
                call.cancel("the output is too large", null);
            } else if (!unary) {
                call.request(1);
            }
        }

        private void join(byte[] before, byte[] received) {
            if (all == null) {
                all = new ByteArrayOutputStream();
                all.writeBytes(before);
            }
            all.writeBytes(received);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (!status.isOk()) {
                setException(status.asRuntimeException(trailers));
            } else if (first == null && unary) {
                setException(Status.INTERNAL
                        .withDescription("the gateway ended the call without a reply")
                        .asRuntimeException(trailers));
            } else if (first == null) {
                complete(headers, NOTHING);
            } else {
                complete(headers, all == null ? first : all.toByteArray());
            }
        }
    }
}
