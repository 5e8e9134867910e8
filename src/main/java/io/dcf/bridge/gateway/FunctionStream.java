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
 * A streamed invocation, used by two threads at most: one sends inputs and waits while the gateway takes none, one takes outputs and waits for them. No
 * output is asked for before the one before it has been taken, so that whichever side is slow slows down the other.
 */
public final class FunctionStream implements AutoCloseable {

    /** What came from the gateway, or ended the stream. */
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
    private boolean outputIsAskedFor;
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

    /** Sends an input, once the gateway takes it. False where the stream has ended, so that it takes no more. */
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

    /** Says that there are no more inputs; outputs go on. */
    public void endInputs() {
        synchronized (ready) {
            if (!closed) {
                call.halfClose();
            }
        }
    }

    /** Whether no more inputs are taken; outputs may still wait to be taken. */
    public boolean isClosed() {
        return closed;
    }

    /** Has {@link #next} throw the cause, once it has returned the outputs that have come; ends the call. From any thread. */
    public void fail(RuntimeException cause) {
        events.add(new Event.Failed(cause));
        cancel();
    }

    /**
     * Waits for the next output, and takes it.
     *
     * @return null at the end, where all went well; else a {@link GatewayException} is thrown, or what {@link #fail} was given
     */
    public byte @Nullable [] next(Duration timeout) throws InterruptedException, TimeoutException {
        if (!outputIsAskedFor) {
            outputIsAskedFor = true;
            call.request(1);
        }
        Event event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (event instanceof Event.Output output) {
            outputIsAskedFor = false;
            judge(null); // it may go on for hours
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
            judge(null);
            return null;
        }
        GatewayException failure =
                failures.explain(name, GatewayFailures.of("Invokes", lastSize, status.asRuntimeException(trailers)));
        judge(failure);
        throw failure;
    }

    /** Tells what the first thing that comes says of the function. */
    private void judge(@Nullable GatewayException failure) {
        if (admission != null) {
            admission.end(failure);
            admission = null;
        }
    }

    /** Ends the call if it has not ended. On the thread that takes outputs. */
    @Override
    public void close() {
        cancel();
        judge(new GatewayException("Invokes", Status.Code.CANCELLED, "The caller has left."));
    }

    private void cancel() {
        synchronized (ready) {
            closed = true;
        }
        ready.release();
        call.cancel("nobody waits for outputs any more", null);
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
