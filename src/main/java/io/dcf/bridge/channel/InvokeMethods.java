package io.dcf.bridge.channel;

import io.dcf.gateway.guide.GatewayGrpc;
import io.dcf.gateway.guide.InvokeServiceRequest;
import io.grpc.MethodDescriptor;

/**
 * The two methods that invoke functions, with outputs as bytes. {@code Message.Msg} and {@code Messages.Output} are the same field on the
 * wire. As a string, it would be decoded only to be encoded again.
 */
public final class InvokeMethods {

    public static final MethodDescriptor<InvokeServiceRequest, byte[]> INVOKE = raw(GatewayGrpc.getInvokeMethod());
    public static final MethodDescriptor<InvokeServiceRequest, byte[]> INVOKES = raw(GatewayGrpc.getInvokesMethod());

    private InvokeMethods() {}

    private static MethodDescriptor<InvokeServiceRequest, byte[]> raw(
            MethodDescriptor<InvokeServiceRequest, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), new OutputMarshaller())
                .build();
    }
}
