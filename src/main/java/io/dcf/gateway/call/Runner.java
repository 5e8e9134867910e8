package io.dcf.gateway.call;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.concurrent.CompletableFuture;

/** Runs a function. */
@FunctionalInterface
public interface Runner {

    /**
     * Runs it once, within the deadline of the gRPC context. The future may be cancelled; it fails with a {@link FunctionFailure}, or
     * with a {@code StatusRuntimeException} if the function could not be called.
     */
    CompletableFuture<Output> run(CreateFunctionRequest function, Input input);
}
