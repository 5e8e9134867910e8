package io.dcf.bridge.gateway;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.function.FunctionName;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import org.springframework.stereotype.Component;

/** Finds out what truly went wrong with an invocation: older gateways say INTERNAL of a function that is not there, too. */
@Component
public class InvokeFailures {

    private final GatewayFutureStub stub;

    InvokeFailures(GatewayFutureStub stub) {
        this.stub = stub;
    }

    /** What to tell of the failure; where it may be anything, the gateway is asked once whether it knows the function. */
    GatewayException explain(FunctionName name, GatewayException failure) {
        if (!failure.isAmbiguous()) {
            return failure;
        }
        var request = GatewayMessages.named(name);
        try {
            FunctionGateway.await("GetMeta", request, stub.getMeta(request));
            return failure.ofFunction();
        } catch (GatewayException noAnswer) {
            return told(failure, noAnswer);
        }
    }

    /** What to tell where the gateway does not say that the function is there. */
    private static GatewayException told(GatewayException failure, GatewayException noAnswer) {
        if (noAnswer.isUnknownFunction()) {
            return noAnswer;
        }
        return noAnswer.code() == Code.UNIMPLEMENTED ? failure.ofFunction() : failure;
    }
}
