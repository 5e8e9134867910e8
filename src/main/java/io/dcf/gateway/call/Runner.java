package io.dcf.gateway.call;

import io.dcf.gateway.guide.CreateFunctionRequest;
import java.util.concurrent.CompletableFuture;

/** What runs a function. */
@FunctionalInterface
public interface Runner {

    /**
     * Runs it once, within the deadline of the gRPC context. The future may be cancelled; it fails with a
     * {@link FunctionFailure}, or with a {@code StatusRuntimeException} where the function could not be asked.
     */
    CompletableFuture<Output> run(CreateFunctionRequest function, Input input);
}
