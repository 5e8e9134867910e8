package io.dcf.bridge.invoker;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.invoker.InvocationMeters.Measurement;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** How a {@link FunctionExchange} ends: explains failures, and reports the outcome once to the function's breaker and once to the meters. */
final class ExchangeOutcome {

    static final String METHOD = "Invokes";

    private final FunctionName name;
    private final InvokeFailures failures;
    private final Admission admission;
    private final Measurement measurement;
    private boolean reported;
    private boolean ended;

    ExchangeOutcome(FunctionName name, InvokeFailures failures, Admission admission, Measurement measurement) {
        this.name = name;
        this.failures = failures;
        this.admission = admission;
        this.measurement = measurement;
    }

    /** @param lastSize the size of the last message that was sent, in bytes */
    GatewayException explain(@Nullable Throwable cause, int lastSize) {
        if (cause instanceof GatewayException explained) {
            return explained;
        }
        StatusRuntimeException failure = cause instanceof StatusRuntimeException status
                ? status
                : Status.UNKNOWN.withCause(cause).asRuntimeException();
        return failures.explain(name, GatewayFailures.of(METHOD, lastSize, failure));
    }

    /** Reports to the breaker that the function has answered, or why it has not. */
    void report(@Nullable GatewayException failure) {
        if (!reported) {
            reported = true;
            admission.end(failure);
        }
    }

    /** @param outputSize the size of the whole output, in bytes */
    void end(@Nullable GatewayException failure, long outputSize) {
        report(failure);
        if (!ended) {
            ended = true;
            measurement.end(failure == null ? outputSize : -1, failure);
        }
    }

    boolean hasEnded() {
        return ended;
    }
}
