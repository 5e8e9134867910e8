package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.gateway.Breaker.Admission;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs functions through the gateway, one input each, without holding a thread while they run. */
@Component
public class FunctionInvoker {

    private static final Executor DIRECT = MoreExecutors.directExecutor();

    private final GatewayFutureStub stub;
    private final InvokeFailures failures;
    private final InvocationMeters meters;
    private final Breakers breakers;
    private final long largestOutput;

    FunctionInvoker(
            GatewayFutureStub stub,
            InvokeFailures failures,
            InvocationMeters meters,
            Breakers breakers,
            LimitsProperties limits) {
        this.stub = stub;
        this.failures = failures;
        this.meters = meters;
        this.breakers = breakers;
        this.largestOutput = limits.replySize().toBytes();
    }

    /**
     * Runs a function once. Cancelling the reply cancels the call. Throws a {@link GatewayException} where the function has
     * failed so often of late that it is not asked.
     *
     * @return the output, verbatim, or a {@link GatewayException}; completed on the thread that read the answer, which
     *     must not be blocked
     */
    public CompletableFuture<FunctionOutput> invoke(FunctionName name, FunctionInput input) {
        InvokeServiceRequest request = input.to(name);
        Admission admission = breakers.invoking("Invoke", name);
        return measured(name, request, started(InvokeMethods.INVOKE, request, admission), admission);
    }

    /**
     * Likewise, for an output that may be no text, which the reply of Invoke has to be: by Invokes, where there is one.
     */
    public CompletableFuture<FunctionOutput> invokeForBytes(FunctionName name, FunctionInput input) {
        InvokeServiceRequest request = input.to(name);
        Admission admission = breakers.invoking("Invoke", name);
        ListenableFuture<FunctionOutput> call = Futures.catchingAsync(
                started(InvokeMethods.INVOKES, request, admission),
                StatusRuntimeException.class,
                failure -> failure.getStatus().getCode() == Code.UNIMPLEMENTED
                        ? call(InvokeMethods.INVOKE, request) // nothing has run yet
                        : Futures.immediateFailedFuture(failure),
                DIRECT);
        return measured(name, request, call, admission);
    }

    private ListenableFuture<FunctionOutput> started(
            MethodDescriptor<InvokeServiceRequest, byte[]> method, InvokeServiceRequest request, Admission admission) {
        try {
            return call(method, request);
        } catch (RuntimeException | Error e) {
            admission.end(e);
            throw e;
        }
    }

    private ListenableFuture<FunctionOutput> call(
            MethodDescriptor<InvokeServiceRequest, byte[]> method, InvokeServiceRequest request) {
        return InvokeCall.start(stub, method, request, largestOutput); // may throw, and is then none to measure
    }

    private CompletableFuture<FunctionOutput> measured(
            FunctionName name,
            InvokeServiceRequest request,
            ListenableFuture<FunctionOutput> call,
            Admission admission) {
        InvocationMeters.Measurement measurement =
                meters.start(name, request.getInput().size());
        return new Reply(
                Futures.catchingAsync(call, Exception.class, failure -> explained(name, request, failure), DIRECT),
                (output, failure) -> {
                    admission.end(failure);
                    measurement.end(output == null ? null : output.bytes(), failure);
                });
    }

    private ListenableFuture<FunctionOutput> explained(
            FunctionName name, InvokeServiceRequest request, Exception failure) {
        return Futures.transformAsync(
                failures.explain(name, GatewayFailures.of("Invoke", request.getSerializedSize(), failure)),
                Futures::immediateFailedFuture,
                DIRECT);
    }

    /** A call's output, as the JDK's future. A call is counted before its caller can learn of its end, and call again. */
    private static final class Reply extends CompletableFuture<FunctionOutput>
            implements FutureCallback<FunctionOutput> {

        private final ListenableFuture<FunctionOutput> call;
        private final BiConsumer<@Nullable FunctionOutput, @Nullable Throwable> counted;

        Reply(
                ListenableFuture<FunctionOutput> call,
                BiConsumer<@Nullable FunctionOutput, @Nullable Throwable> counted) {
            this.call = call;
            this.counted = counted;
            Futures.addCallback(call, this, DIRECT);
        }

        @Override
        public void onSuccess(FunctionOutput output) {
            counted.accept(output, null);
            complete(output);
        }

        @Override
        public void onFailure(Throwable failure) {
            counted.accept(null, failure);
            completeExceptionally(failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            call.cancel(mayInterrupt);
            return super.cancel(mayInterrupt);
        }
    }
}
