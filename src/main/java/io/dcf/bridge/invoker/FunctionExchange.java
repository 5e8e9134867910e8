package io.dcf.bridge.invoker;

import io.dcf.bridge.call.CallWaiter;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.grpc.Status.Code;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to a function and its response, on the thread of the client's request: first the pieces of the body, then
 * {@link #answer}, then the pieces of the response if it comes in pieces. Each method waits for the gateway, and throws a
 * {@link GatewayException}: with the code {@code CANCELLED} if the client has disconnected.
 */
public final class FunctionExchange implements AutoCloseable {

    private static final long CHECK_INTERVAL_MILLIS = 1000;

    private final HttpCall call;
    private final FunctionName name;
    private final CallWaiter waiter;
    private final ExchangeOutcome outcome;
    private final BooleanSupplier clientIsGone;
    private final long maxOutput;
    private int lastSize;
    private long outputSize;

    FunctionExchange(
            HttpCall call,
            FunctionName name,
            CallWaiter waiter,
            ExchangeOutcome outcome,
            BooleanSupplier clientIsGone,
            long maxOutput) {
        this.call = call;
        this.name = name;
        this.waiter = waiter;
        this.outcome = outcome;
        this.clientIsGone = clientIsGone;
        this.maxOutput = maxOutput;
    }

    /** Sends a piece of the body as soon as the function has taken the one before. Returns false if it has answered and needs no more. */
    public boolean send(FunctionInput piece) {
        try {
            while (!call.awaitReady(CHECK_INTERVAL_MILLIS)) {
                requireClient();
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

    /** Whether the function has not answered yet. */
    public boolean needsBody() {
        return !call.isAnswered();
    }

    private void sendNow(FunctionInput piece) {
        var message = piece.to(name);
        lastSize = message.getSerializedSize();
        call.send(message);
    }

    /** Sends the body, or its rest, and waits for the response. */
    public FunctionOutput answer(FunctionInput body) {
        sendNow(body);
        endBody();
        return answer();
    }

    public void endBody() {
        call.endRequest();
    }

    /** Waits for the response after the request has been sent. */
    public FunctionOutput answer() {
        waiter.await(call, clientIsGone);
        try {
            FunctionOutput output = call.get();
            outcome.report(null);
            requireNotTooLarge(output.length());
            outputSize = output.bytes().length;
            if (!output.inPieces()) {
                outcome.end(null, outputSize);
            }
            return output;
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The next piece of a response in pieces; null at its end. */
    public byte @Nullable [] next() {
        try {
            ResponseEvent event = call.next(CHECK_INTERVAL_MILLIS);
            while (event == null) {
                requireClient();
                event = call.next(CHECK_INTERVAL_MILLIS);
            }
            if (event instanceof ResponseEvent.Piece piece) {
                outputSize += piece.bytes().length;
                requireNotTooLarge(outputSize);
                return piece.bytes();
            }
            ResponseEvent.End end = (ResponseEvent.End) event;
            if (!end.status().isOk()) {
                throw failed(end.status().asRuntimeException(end.trailers()));
            }
            outcome.end(null, outputSize);
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

    private void requireClient() {
        if (clientIsGone.getAsBoolean()) {
            throw ended(new GatewayException(ExchangeOutcome.METHOD, Code.CANCELLED, "The client has disconnected."));
        }
    }

    private GatewayException interrupted() {
        Thread.currentThread().interrupt();
        return ended(new GatewayException(ExchangeOutcome.METHOD, Code.CANCELLED, "The call was interrupted."));
    }

    private GatewayException failed(@Nullable Throwable cause) {
        return ended(outcome.explain(cause, lastSize));
    }

    private GatewayException ended(GatewayException failure) {
        call.cancel();
        outcome.end(failure, outputSize);
        return failure;
    }

    /** Cancels the call if it has not ended. */
    @Override
    public void close() {
        if (!outcome.hasEnded()) {
            ended(new GatewayException(ExchangeOutcome.METHOD, Code.CANCELLED, "The client has disconnected."));
        }
    }
}
