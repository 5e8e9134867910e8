package io.dcf.bridge.gateway;

import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.call.CallWaiter;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.HttpCall.Event;
import io.dcf.bridge.gateway.InvocationMeters.Measurement;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a function, and its answer, on the thread of the caller's request: pieces of the body first, then {@link #answer}, then the pieces of
 * an answer that comes in pieces. Each waits for the gateway, and throws a {@link GatewayException}: of code {@code CANCELLED} where the caller has left.
 */
public final class FunctionExchange implements AutoCloseable {

    private static final String METHOD = "Invokes";
    private static final long LOOK_MILLIS = 1000;

    private final HttpCall call;
    private final FunctionName name;
    private final CallWaiter waiter;
    private final InvokeFailures failures;
    private final Admission admission;
    private final Measurement measurement;
    private final BooleanSupplier callerIsGone;
    private final long maxOutput;
    private int lastSize;
    private long outputSize;
    private boolean judged;
    private boolean ended;

    FunctionExchange(
            HttpCall call,
            FunctionName name,
            CallWaiter waiter,
            InvokeFailures failures,
            Admission admission,
            Measurement measurement,
            BooleanSupplier callerIsGone,
            long maxOutput) {
        this.call = call;
        this.name = name;
        this.waiter = waiter;
        this.failures = failures;
        this.admission = admission;
        this.measurement = measurement;
        this.callerIsGone = callerIsGone;
        this.maxOutput = maxOutput;
    }

    /** Sends a piece of the request's body, once the function has taken the one before it. False where it has answered, and takes no more. */
    public boolean send(FunctionInput piece) {
        try {
            while (!call.awaitReady(LOOK_MILLIS)) {
                requireCaller();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
        if (call.isAnswered()) {
            return false;
        }
        sendNow(piece);
        return true;
    }

    private void sendNow(FunctionInput piece) {
        var message = piece.to(name);
        lastSize = message.getSerializedSize();
        call.send(message);
    }

    /** Sends the body, or what is left of it, and waits for the answer. */
    public FunctionOutput answer(FunctionInput body) {
        sendNow(body);
        call.endRequest();
        return answer();
    }

    /** Says that all of the body has been sent. */
    public void endBody() {
        call.endRequest();
    }

    /** Waits for the answer of a function that has taken all that it wants of the request. */
    public FunctionOutput answer() {
        waiter.await(call, callerIsGone);
        try {
            FunctionOutput output = call.get();
            judge(null);
            requireNotTooLarge(output.length());
            outputSize = output.bytes().length;
            if (!output.inPieces()) {
                end(null);
            }
            return output;
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The next piece of an answer that comes in pieces; null at its end. */
    public byte @Nullable [] next() {
        try {
            Event event = call.next(LOOK_MILLIS);
            while (event == null) {
                requireCaller();
                event = call.next(LOOK_MILLIS);
            }
            if (event instanceof Event.Piece piece) {
                outputSize += piece.bytes().length;
                requireNotTooLarge(outputSize);
                return piece.bytes();
            }
            Event.End end = (Event.End) event;
            if (!end.status().isOk()) {
                throw failed(end.status().asRuntimeException(end.trailers()));
            }
            end(null);
            return null;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void requireNotTooLarge(long size) {
        if (size > maxOutput) {
            throw failed(GatewayFailures.tooLarge(size, maxOutput));
        }
    }

    private void requireCaller() {
        if (callerIsGone.getAsBoolean()) {
            throw ended(new GatewayException(METHOD, Code.CANCELLED, "The caller has left."));
        }
    }

    private GatewayException interrupted() {
        Thread.currentThread().interrupt();
        return ended(new GatewayException(METHOD, Code.CANCELLED, "The call was interrupted."));
    }

    private GatewayException failed(@Nullable Throwable cause) {
        if (cause instanceof GatewayException understood) {
            return ended(understood);
        }
        StatusRuntimeException failure = cause instanceof StatusRuntimeException status
                ? status
                : Status.UNKNOWN.withCause(cause).asRuntimeException();
        return ended(failures.explain(name, GatewayFailures.of(METHOD, lastSize, failure)));
    }

    private GatewayException ended(GatewayException failure) {
        call.cancel();
        end(failure);
        return failure;
    }

    private void end(@Nullable GatewayException failure) {
        judge(failure);
        if (!ended) {
            ended = true;
            measurement.end(failure == null ? outputSize : -1, failure);
        }
    }

    private void judge(@Nullable GatewayException failure) {
        if (!judged) {
            judged = true;
            admission.end(failure);
        }
    }

    /** Ends the call where it has not ended. */
    @Override
    public void close() {
        if (!ended) {
            ended(new GatewayException(METHOD, Code.CANCELLED, "The caller has left."));
        }
    }
}
