package io.dcf.bridge.async;

import io.dcf.bridge.call.CallContext;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.invoker.FunctionExchange;
import io.dcf.bridge.invoker.FunctionInput;
import io.dcf.bridge.invoker.FunctionInvoker;
import io.dcf.bridge.invoker.HttpFunctions;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.bridge.limit.RequestLimiter;
import io.dcf.bridge.limit.RequestPermits;
import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import io.dcf.bridge.queue.AsyncRequest;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** One attempt of an invocation: calls the function as a synchronous invocation does, within the same limits. */
@Component
class InvocationAttempt {

    private final HttpFunctions http;
    private final FunctionInvoker functions;
    private final RequestLimiter limiter;
    private final long maxOutput;

    InvocationAttempt(HttpFunctions http, FunctionInvoker functions, RequestLimiter limiter, LimitsProperties limits) {
        this.http = http;
        this.functions = functions;
        this.limiter = limiter;
        this.maxOutput = limits.replySize().toBytes();
    }

    /**
     * Returns the whole output. Throws what a synchronous invocation throws.
     *
     * @param isStopped called after 250 ms, then every second; if it returns true, the call is cancelled
     */
    FunctionOutput run(AsyncRequest request, byte[] body, BooleanSupplier isStopped) {
        RequestPermits permits = limiter.exempt();
        try (CallContext.Scope scope = request.call().attach()) {
            permits.acquireInvocation(request.name());
            permits.adjustMemory(body.length);
            FunctionInput input = FunctionInput.of(body);
            return http.checkSupport()
                    ? exchange(request, input, isStopped)
                    : functions.invoke(request.name(), input, isStopped);
        } finally {
            permits.release();
        }
    }

    private FunctionOutput exchange(AsyncRequest request, FunctionInput input, BooleanSupplier isStopped) {
        try (FunctionExchange exchange = http.open(request.name(), request.head(), input.size(), isStopped)) {
            FunctionOutput output = exchange.answer(input);
            return output.inPieces() ? whole(output, exchange) : output;
        }
    }

    private FunctionOutput whole(FunctionOutput head, FunctionExchange exchange) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] piece = exchange.next(); piece != null; piece = exchange.next()) {
            bytes.writeBytes(piece);
            if (bytes.size() > maxOutput) {
                throw new ProblemException(
                        Problem.of(ProblemType.REPLY_TOO_LARGE, "The output is larger than " + maxOutput + " bytes.")
                                .hint("Invoke the function synchronously, or raise bridge.limits.reply-size."));
            }
        }
        return new FunctionOutput(bytes.toByteArray(), head.status(), head.contentType(), head.headers(), false);
    }
}
