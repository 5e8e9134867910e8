package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.gateway.Breaker.Admission;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * A streamed invocation. Inputs are to be sent by one thread at a time, and only while it is ready, so that no more than
 * a window of them is kept; an output comes for each time that one is asked for.
 */
public final class FunctionStream {

    /** Is told what happens to a stream. */
    public interface Listener {
        /** Inputs may be sent again, after they might not. */
        void onReady();

        /** What was asked for; the bytes are the listener's. */
        void onOutput(byte[] output);

        /** The end, once: null where all went well. */
        void onEnd(@Nullable GatewayException failure);
    }

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final FunctionName name;
    private final InvokeFailures failures;
    private @Nullable Admission admission;
    private final Listener listener;
    private volatile int lastSize;

    FunctionStream(
            ClientCall<InvokeServiceRequest, byte[]> call,
            FunctionName name,
            InvokeFailures failures,
            Admission admission,
            Listener listener) {
        this.call = call;
        this.name = name;
        this.failures = failures;
        this.admission = admission;
        this.listener = listener;
    }

    void start(Runnable closed) {
        call.start(new Replies(closed), new Metadata());
    }

    /** Whether an input would go on its way, rather than wait here for the gateway to take it. */
    public boolean isReady() {
        return call.isReady();
    }

    public void send(FunctionInput input) {
        InvokeServiceRequest request = input.to(name);
        lastSize = request.getSerializedSize();
        call.sendMessage(request);
    }

    /** No more inputs; outputs go on. */
    public void end() {
        call.halfClose();
    }

    /** Asks for one more output. */
    public void request() {
        call.request(1);
    }

    /** Gives up; from any thread, also after the end. */
    public void cancel() {
        call.cancel("the caller is gone", null);
    }

    private final class Replies extends ClientCall.Listener<byte[]> {

        private final Runnable closed;

        Replies(Runnable closed) {
            this.closed = closed;
        }

        @Override
        public void onReady() {
            listener.onReady();
        }

        @Override
        public void onMessage(byte[] output) {
            judge(null); // it may go on for hours
            listener.onOutput(output);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            closed.run();
            if (status.isOk()) {
                judge(null);
                listener.onEnd(null);
                return;
            }
            GatewayException failure = GatewayFailures.of("Invokes", lastSize, status.asRuntimeException(trailers));
            var explained = failures.explain(name, failure);
            explained.addListener(() -> end(Futures.getUnchecked(explained)), MoreExecutors.directExecutor());
        }

        private void end(GatewayException failure) {
            judge(failure);
            listener.onEnd(failure);
        }

        /** Tells what the first thing that comes says of the function. */
        private void judge(@Nullable GatewayException failure) {
            if (admission != null) {
                admission.end(failure);
                admission = null;
            }
        }
    }
}
