package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.protobuf.UnsafeByteOperations;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.function.FunctionOutput;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.Status.Code;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/** Runs functions through the gateway, without holding a thread while they run. */
@Component
public class FunctionInvoker {

    private static final Executor DIRECT = MoreExecutors.directExecutor();

    private final GatewayFutureStub stub;
    private final InvocationMeters meters;

    FunctionInvoker(GatewayFutureStub stub, InvocationMeters meters) {
        this.stub = stub;
        this.meters = meters;
    }

    /**
     * Runs a function once. Cancelling the reply cancels the call.
     *
     * @param input any bytes; not to be changed before the reply is there
     * @return the output, verbatim, or a {@link GatewayException}; completed on the thread that read the answer, which
     *     must not be blocked
     */
    public CompletableFuture<FunctionOutput> invoke(FunctionName name, byte[] input) {
        InvokeServiceRequest request = InvokeServiceRequest.newBuilder()
                .setService(name.value())
                .setInput(UnsafeByteOperations.unsafeWrap(input))
                .build();
        InvokeCall call = InvokeCall.start(stub, request); // may throw, and is then none to measure
        InvocationMeters.Measurement measurement = meters.start(name, input.length);
        Reply reply = new Reply(FluentFuture.from(call)
                .catchingAsync(
                        Exception.class,
                        failure -> explained(name, GatewayFailures.of("Invoke", request.getSerializedSize(), failure)),
                        DIRECT));
        reply.whenComplete((output, failure) -> measurement.end(output == null ? null : output.bytes(), failure));
        return reply;
    }

    /** Fails with what truly went wrong: older gateways say INTERNAL of a function that is not there, too. */
    private ListenableFuture<FunctionOutput> explained(FunctionName name, GatewayException failure) {
        if (!failure.isVague()) {
            return Futures.immediateFailedFuture(failure);
        }
        var request = GatewayMessages.named(name);
        return FluentFuture.from(stub.getMeta(request))
                .transform(found -> failure.ofFunction(), DIRECT)
                .catching(
                        Exception.class,
                        e -> told(failure, GatewayFailures.of("GetMeta", request.getSerializedSize(), e)),
                        DIRECT)
                .transformAsync(Futures::immediateFailedFuture, DIRECT);
    }

    /** What to tell where the gateway does not say that the function is there. */
    private static GatewayException told(GatewayException failure, GatewayException noAnswer) {
        if (noAnswer.isUnknownFunction()) {
            return noAnswer;
        }
        return noAnswer.code() == Code.UNIMPLEMENTED ? failure.ofFunction() : failure;
    }

    /** A call's output, as the JDK's future. */
    private static final class Reply extends CompletableFuture<FunctionOutput>
            implements FutureCallback<FunctionOutput> {

        private final ListenableFuture<FunctionOutput> call;

        Reply(ListenableFuture<FunctionOutput> call) {
            this.call = call;
            Futures.addCallback(call, this, DIRECT);
        }

        @Override
        public void onSuccess(FunctionOutput output) {
            complete(output);
        }

        @Override
        public void onFailure(Throwable failure) {
            completeExceptionally(failure);
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            call.cancel(mayInterrupt);
            return super.cancel(mayInterrupt);
        }
    }
}
