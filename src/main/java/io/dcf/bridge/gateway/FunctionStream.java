package io.dcf.bridge.gateway;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A streamed invocation for two threads at most: one sends inputs and waits until the gateway accepts them, one waits for outputs. Each
 * output is requested after the one before has been taken, so that backpressure works in both directions.
 */
public final class FunctionStream implements AutoCloseable {

    /** An output, or the end of the stream. */
    private sealed interface Event {
        record Output(byte[] bytes) implements Event {}

        record Closed(Status status, Metadata trailers) implements Event {}

        record Failed(RuntimeException cause) implements Event {}
    }

    private final ClientCall<InvokeServiceRequest, byte[]> call;
    private final FunctionName name;
    private final InvokeFailures failures;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore ready = new Semaphore(0);
    private @Nullable Admission admission;
    private boolean outputIsRequested;
    private volatile boolean closed;
    private volatile int lastSize;

    FunctionStream(
            ClientCall<InvokeServiceRequest, byte[]> call,
            FunctionName name,
            InvokeFailures failures,
            Admission admission) {
        this.call = call;
        this.name = name;
        this.failures = failures;
        this.admission = admission;
    }

    void start(Runnable ended) {
        call.start(new Replies(ended), new Metadata());
    }

    /** Sends an input as soon as the gateway accepts it. Returns false if the stream has ended. */
    public boolean send(FunctionInput input) throws InterruptedException {
        InvokeServiceRequest request = input.to(name);
        lastSize = request.getSerializedSize();
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

    /** Ends the inputs; outputs may still come. */
    public void endInputs() {
        synchronized (ready) {
            if (!closed) {
                call.halfClose();
            }
        }
    }

    /** Whether the stream has ended for inputs; {@link #next} may still return outputs. */
    public boolean isClosed() {
        return closed;
    }

    /** Ends the call. After the outputs that have arrived, {@link #next} throws the cause. May be called on any thread. */
    public void fail(RuntimeException cause) {
        events.add(new Event.Failed(cause));
        cancel();
    }

    /**
     * Waits for the next output. Throws a {@link GatewayException} if the stream has failed, or the cause given to {@link #fail}.
     *
     * @return null at the end of the stream
     */
    public byte @Nullable [] next(Duration timeout) throws InterruptedException, TimeoutException {
        if (!outputIsRequested) {
            outputIsRequested = true;
            call.request(1);
        }
        Event event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (event instanceof Event.Output output) {
            outputIsRequested = false;
            report(null); // the stream may last for hours
            return output.bytes();
        } else if (event instanceof Event.Failed failed) {
            throw failed.cause();
        } else if (event instanceof Event.Closed end) {
            return end(end.status(), end.trailers());
        }
        throw new TimeoutException();
    }

    private byte @Nullable [] end(Status status, Metadata trailers) {
        if (status.isOk()) {
            report(null);
            return null;
        }
        GatewayException failure =
                failures.explain(name, GatewayFailures.of("Invokes", lastSize, status.asRuntimeException(trailers)));
        report(failure);
        throw failure;
    }

    /** Reports the first output or the failure to the circuit breaker. */
    private void report(@Nullable GatewayException failure) {
        if (admission != null) {
            admission.end(failure);
            admission = null;
        }
    }

    /** Cancels the call if it has not ended. Must be called on the thread that takes outputs. */
    @Override
    public void close() {
        cancel();
        report(new GatewayException("Invokes", Status.Code.CANCELLED, "The client has disconnected."));
    }

    private void cancel() {
        synchronized (ready) {
            closed = true;
        }
        ready.release();
        call.cancel("the outputs are no longer needed", null);
    }

    private final class Replies extends ClientCall.Listener<byte[]> {

        private final Runnable ended;

        Replies(Runnable ended) {
            this.ended = ended;
        }

        @Override
        public void onReady() {
            ready.release();
        }

        @Override
        public void onMessage(byte[] output) {
            events.add(new Event.Output(output));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            ended.run();
            closed = true;
            ready.release();
            events.add(new Event.Closed(status, trailers));
        }
    }
}
