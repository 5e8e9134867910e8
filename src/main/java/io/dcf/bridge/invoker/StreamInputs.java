package io.dcf.bridge.invoker;

import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import java.util.concurrent.Semaphore;

/** The inputs of a streamed invocation: one thread sends, and waits until the gateway accepts more; any thread ends them. */
final class StreamInputs {

    private final ClientCall<InvokeServiceRequest, ?> call;
    private final Semaphore ready = new Semaphore(0);
    private volatile boolean closed;

    StreamInputs(ClientCall<InvokeServiceRequest, ?> call) {
        this.call = call;
    }

    /** Sends an input as soon as the gateway accepts it. Returns false if the stream has ended. */
    boolean send(InvokeServiceRequest request) throws InterruptedException {
        while (!closed && !call.isReady()) {
            ready.acquire();
        }
        synchronized (ready) {
            if (!closed) {
                call.sendMessage(request);
            }
            return !closed;
        }
    }

    /** Reports to the gateway that there are no more. */
    void end() {
        synchronized (ready) {
            if (!closed) {
                call.halfClose();
            }
        }
    }

    /** Called when the gateway may accept more. */
    void proceed() {
        ready.release();
    }

    /** Called when the call has ended. */
    void close() {
        closed = true;
        ready.release();
    }

    /** Cancels the call. */
    void cancel() {
        synchronized (ready) {
            close(); // a message must not follow the cancellation
        }
        call.cancel("the outputs are no longer needed", null);
    }

    boolean isClosed() {
        return closed;
    }
}
