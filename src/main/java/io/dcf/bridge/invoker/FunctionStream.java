package io.dcf.bridge.invoker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A streamed invocation for two threads at most: one sends inputs and waits until the gateway accepts them, one waits for outputs. Each
 * output is requested after the one before has been taken, so that backpressure works in both directions.
 */
public final class FunctionStream implements AutoCloseable {

    private final FunctionName name;
    private final StreamInputs inputs;
    private final StreamReplies replies;
    private final InvokeFailures failures;
    private @Nullable Admission admission;
    private volatile int lastSize;

    FunctionStream(
            FunctionName name,
            StreamInputs inputs,
            StreamReplies replies,
            InvokeFailures failures,
            Admission admission) {
        this.name = name;
        this.inputs = inputs;
        this.replies = replies;
        this.failures = failures;
        this.admission = admission;
    }

    /** Sends an input as soon as the gateway accepts it. Returns false if the stream has ended. */
    public boolean send(FunctionInput input) throws InterruptedException {
        InvokeServiceRequest request = input.to(name);
        lastSize = request.getSerializedSize();
        return inputs.send(request);
    }

    /** Ends the inputs; outputs may still come. */
    public void endInputs() {
        inputs.end();
    }

    /** Whether the stream has ended for inputs; {@link #next} may still return outputs. */
    public boolean isClosed() {
        return inputs.isClosed();
    }

    /** Ends the call. After the outputs that have arrived, {@link #next} throws the cause. May be called on any thread. */
    public void fail(RuntimeException cause) {
        replies.fail(cause);
        inputs.cancel();
    }

    /**
     * Waits for the next output. Throws a {@link GatewayException} if the stream has failed, or the cause given to {@link #fail}.
     *
     * @return null at the end of the stream
     */
    public byte @Nullable [] next(Duration timeout) throws InterruptedException, TimeoutException {
        try {
            byte @Nullable [] output = replies.next(timeout);
            report(null); // the stream may last for hours
            return output;
        } catch (StatusRuntimeException e) {
            GatewayException failure = failures.explain(name, GatewayFailures.of("Invokes", lastSize, e));
            report(failure);
            throw failure;
        }
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
        inputs.cancel();
        report(new GatewayException("Invokes", Status.Code.CANCELLED, "The client has disconnected."));
    }
}
