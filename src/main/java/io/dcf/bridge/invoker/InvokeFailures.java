package io.dcf.bridge.invoker;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.Replies;
import io.dcf.bridge.function.FunctionName;
import io.dcf.bridge.management.GatewayMessages;
import io.dcf.gateway.guide.GatewayGrpc.GatewayFutureStub;
import io.grpc.Status.Code;
import org.springframework.stereotype.Component;

/** Finds the cause of a failed invocation: older gateways also send INTERNAL for a function that does not exist. */
@Component
public class InvokeFailures {

    private final GatewayFutureStub stub;

    InvokeFailures(GatewayFutureStub stub) {
        this.stub = stub;
    }

    /** The failure with its real cause. If it is ambiguous, checks once whether the gateway knows the function. */
    GatewayException explain(FunctionName name, GatewayException failure) {
        if (!failure.isAmbiguous()) {
            return failure;
        }
        var request = GatewayMessages.named(name);
        try {
            Replies.await("GetMeta", request, stub.getMeta(request));
            return failure.ofFunction();
        } catch (GatewayException unknown) {
            return withoutFunction(failure, unknown);
        }
    }

    /** The failure if the gateway does not describe the function. */
    private static GatewayException withoutFunction(GatewayException failure, GatewayException unknown) {
        if (unknown.isUnknownFunction()) {
            return unknown;
        }
        return unknown.code() == Code.UNIMPLEMENTED ? failure.ofFunction() : failure;
    }
}
