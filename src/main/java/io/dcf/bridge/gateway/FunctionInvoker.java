package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import io.dcf.bridge.breaker.Breaker.Admission;
import io.dcf.bridge.breaker.Breakers;
import io.dcf.bridge.call.CallWaiter;
import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.channel.InvokeMethods;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.bridge.limit.LimitsProperties;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Runs functions through the gateway, one input each. */
@Component
public class FunctionInvoker {

    private final GatewayFutureStub stub;
    private final InvokeFailures failures;
    private final InvocationMeters meters;
    private final Breakers breakers;
    private final CallWaiter waiter;
    private final long maxOutput;

    FunctionInvoker(
            GatewayFutureStub stub,
            InvokeFailures failures,
            InvocationMeters meters,
            Breakers breakers,
            CallWaiter waiter,
            LimitsProperties limits) {
        this.stub = stub;
        this.failures = failures;
        this.meters = meters;
        this.breakers = breakers;
        this.waiter = waiter;
        this.maxOutput = limits.replySize().toBytes();
    }

    /**
     * Runs a function once and waits for it. Throws a {@link GatewayException}: of code {@code CANCELLED} where the caller has left, which
     * cancels the call, and without any call where the function has failed so often of late that it is not asked.
     *
     * @param anyBytes whether the output may be no text, which the reply of Invoke has to be: it comes by Invokes then, where the gateway has one
     * @param callerIsGone asked on this thread after 250 ms, then every second
     * @return the output, verbatim
     */
    public FunctionOutput invoke(
            FunctionName name, FunctionInput input, boolean anyBytes, BooleanSupplier callerIsGone) {
        InvokeServiceRequest request = input.to(name);
        Admission admission = breakers.invoking("Invoke", name);
        InvocationMeters.Measurement measurement = meters.start(name, input.size());
        FunctionOutput output = null;
        Throwable failure = null;
        try {
            output = anyBytes ? callForBytes(request, callerIsGone) : call(InvokeMethods.INVOKE, request, callerIsGone);
            return output;
        } catch (StatusRuntimeException e) {
            GatewayException explained =
                    failures.explain(name, GatewayFailures.of("Invoke", request.getSerializedSize(), e));
            failure = explained;
            throw explained;
        } catch (RuntimeException | Error e) {
            failure = e;
            throw e;
        } finally {
            admission.end(failure);
            measurement.end(output == null ? -1 : output.bytes().length, failure);
        }
    }

    private FunctionOutput callForBytes(InvokeServiceRequest request, BooleanSupplier callerIsGone) {
        try {
            return call(InvokeMethods.INVOKES, request, callerIsGone);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Code.UNIMPLEMENTED) {
                throw e;
            }
            return call(InvokeMethods.INVOKE, request, callerIsGone); // nothing has run yet
        }
    }

    private FunctionOutput call(
            MethodDescriptor<InvokeServiceRequest, byte[]> method,
            InvokeServiceRequest request,
            BooleanSupplier callerIsGone) {
        ListenableFuture<FunctionOutput> call = InvokeCall.start(stub, method, request, maxOutput);
        waiter.await(call, callerIsGone);
        try {
            return Futures.getDone(call);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatewayException understood) {
                throw understood;
            }
            throw e.getCause() instanceof StatusRuntimeException failed
                    ? failed
                    : Status.fromThrowable(e).asRuntimeException();
        }
    }
}
