package io.dcf.bridge.invoker;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What arrives of a streamed invocation, for the thread that waits for outputs. */
final class StreamReplies extends ClientCall.Listener<byte[]> {

    /** An output, or the end of the stream. */
    private sealed interface Event {
        record Output(byte[] bytes) implements Event {}

        record End(@Nullable RuntimeException failure) implements Event {}
    }

    private final ClientCall<?, byte[]> call;
    private final StreamInputs inputs;
    private final Runnable ended;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean outputIsRequested;

    /** @param ended called once, when the call has ended */
    StreamReplies(ClientCall<?, byte[]> call, StreamInputs inputs, Runnable ended) {
        this.call = call;
        this.inputs = inputs;
        this.ended = ended;
    }

    /**
     * Requests the next output, and waits for it. Throws a {@link StatusRuntimeException} if the stream has failed, or the cause given to
     * {@link #fail}.
     *
     * @return null at the end of the stream
     */
    byte @Nullable [] next(Duration timeout) throws InterruptedException, TimeoutException {
        if (!outputIsRequested) {
            outputIsRequested = true;
            call.request(1);
        }
        Event event = events.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (event instanceof Event.Output output) {
            outputIsRequested = false;
            return output.bytes();
        } else if (event instanceof Event.End end) {
            if (end.failure() != null) {
                throw end.failure();
            }
            return null;
        }
        throw new TimeoutException();
    }

    /** Ends the stream after the outputs that have arrived. */
    void fail(RuntimeException cause) {
        events.add(new Event.End(cause));
    }

    @Override
    public void onReady() {
        inputs.proceed();
    }

    @Override
    public void onMessage(byte[] output) {
        events.add(new Event.Output(output));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended.run();
        inputs.close();
        events.add(new Event.End(status.isOk() ? null : status.asRuntimeException(trailers)));
    }
}
