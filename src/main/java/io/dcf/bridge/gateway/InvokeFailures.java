package io.dcf.bridge.gateway;

import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import java.util.concurrent.Executor;
import org.springframework.stereotype.Component;

/** Finds out what truly went wrong with an invocation: older gateways say INTERNAL of a function that is not there, too. */
@Component
class InvokeFailures {

    private static final Executor DIRECT = MoreExecutors.directExecutor();

    private final GatewayFutureStub stub;

    InvokeFailures(GatewayFutureStub stub) {
        this.stub = stub;
    }

    /** What to tell of the failure; where it may be anything, the gateway is asked once whether it knows the function. */
    ListenableFuture<GatewayException> explain(FunctionName name, GatewayException failure) {
        if (!failure.isVague()) {
            return Futures.immediateFuture(failure);
        }
        var request = GatewayMessages.named(name);
        return FluentFuture.from(stub.getMeta(request))
                .transform(found -> failure.ofFunction(), DIRECT)
                .catching(
                        Exception.class,
                        e -> told(failure, GatewayFailures.of("GetMeta", request.getSerializedSize(), e)),
                        DIRECT);
    }

    /** What to tell where the gateway does not say that the function is there. */
    private static GatewayException told(GatewayException failure, GatewayException noAnswer) {
        if (noAnswer.isUnknownFunction()) {
            return noAnswer;
        }
        return noAnswer.code() == Code.UNIMPLEMENTED ? failure.ofFunction() : failure;
    }
}
