package io.dcf.bridge.channel;

import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.GatewayGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors.CheckedForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts calls of the guide's stub into a dialect, under a name of the service. The methods are put once, since a call is
 * no time to make descriptors: they are keys of caches further down.
 */
public final class DialectInterceptor implements ClientInterceptor {

    private final Map<MethodDescriptor<?, ?>, MethodDescriptor<?, ?>> methods = new IdentityHashMap<>();

    public DialectInterceptor(Dialect dialect, String serviceName) {
        Stream.concat(
                        GatewayGrpc.getServiceDescriptor().getMethods().stream(),
                        Stream.of(InvokeMethods.INVOKE, InvokeMethods.INVOKES))
                .filter(dialect::has)
                .forEach(method -> methods.put(method, named(serviceName, method)));
        for (var method : List.of(GatewayGrpc.getDeployMethod(), GatewayGrpc.getUpdateMethod())) {
            methods.put(method, named(serviceName, written(dialect.definitions(), method)));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // a method is put in place of one with the same types
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var put = (MethodDescriptor<Q, A>) methods.get(method);
        return put == null ? new Lacking<>(next.newCall(method, options)) : next.newCall(put, options);
    }

    private static <A> MethodDescriptor<CreateFunctionRequest, A> written(
            Marshaller<CreateFunctionRequest> definitions, MethodDescriptor<CreateFunctionRequest, A> method) {
        return method.toBuilder(definitions, method.getResponseMarshaller()).build();
    }

    private static <Q, A> MethodDescriptor<Q, A> named(String serviceName, MethodDescriptor<Q, A> method) {
        return method.toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        serviceName, String.valueOf(method.getBareMethodName())))
                .build();
    }

    /** A call of a method that the dialect lacks: it ends as a gateway would end it, without asking one. */
    private static final class Lacking<Q, A> extends CheckedForwardingClientCall<Q, A> {

        Lacking(ClientCall<Q, A> call) {
            super(call);
        }

        @Override
        protected void checkedStart(Listener<A> listener, Metadata metadata) throws StatusException {
            throw Status.UNIMPLEMENTED
                    .withDescription("the dialect has no such method")
                    .asException();
        }
    }
}
