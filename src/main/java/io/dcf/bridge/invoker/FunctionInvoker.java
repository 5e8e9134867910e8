package io.dcf.bridge.invoker;

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
import io.dcf.bridge.management.OptionalMethod;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Invokes functions through the gateway with one input and one output: by Invokes, or by Invoke if the gateway has no Invokes. */
@Component
public class FunctionInvoker {

    private final GatewayFutureStub stub;
    private final InvokeFailures failures;
    private final InvocationMeters meters;
    private final Breakers breakers;
    private final CallWaiter waiter;
    private final long maxOutput;
    private final OptionalMethod invokes = new OptionalMethod();

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
     * Invokes a function once and waits for its output. Throws a {@link GatewayException}: with the code {@code CANCELLED} if the client has
     * disconnected, which cancels the call, and without a call if the function's circuit breaker is open.
     *
     * @param clientIsGone called on this thread after 250 ms, then every second
     * @return the output, unchanged; of a gateway without Invokes it is text
     */
    public FunctionOutput invoke(FunctionName name, FunctionInput input, BooleanSupplier clientIsGone) {
        InvokeServiceRequest request = input.to(name);
        Admission admission = breakers.admit("Invoke", name);
        InvocationMeters.Measurement measurement = meters.start(name, input.size());
        FunctionOutput output = null;
        Throwable failure = null;
        try {
            output = invokes.call(
                    () -> call(InvokeMethods.INVOKES, request, clientIsGone),
                    () -> call(InvokeMethods.INVOKE, request, clientIsGone)); // nothing has run yet
            return output;
        } catch (GatewayException e) {
            GatewayException explained = failures.explain(name, e);
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

    private FunctionOutput call(
            MethodDescriptor<InvokeServiceRequest, byte[]> method,
            InvokeServiceRequest request,
            BooleanSupplier clientIsGone) {
        ListenableFuture<FunctionOutput> call = InvokeCall.start(stub, method, request, maxOutput);
        waiter.await(call, clientIsGone);
        try {
            return Futures.getDone(call);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GatewayException explained) {
                throw explained;
            }
            StatusRuntimeException failed = e.getCause() instanceof StatusRuntimeException status
                    ? status
                    : Status.fromThrowable(e).asRuntimeException();
            throw GatewayFailures.of("Invoke", request.getSerializedSize(), failed);
        }
    }
}
