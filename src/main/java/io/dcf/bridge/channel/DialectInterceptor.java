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
 * Translates calls of the guide's stub into a dialect, with a name of the service. Descriptors are translated once, since gRPC uses them as
 * keys of caches.
 */
public final class DialectInterceptor implements ClientInterceptor {

    private final Map<MethodDescriptor<?, ?>, MethodDescriptor<?, ?>> methods = new IdentityHashMap<>();

    public DialectInterceptor(Dialect dialect, String serviceName) {
        Stream.concat(
                        GatewayGrpc.getServiceDescriptor().getMethods().stream(),
                        Stream.of(InvokeMethods.INVOKE, InvokeMethods.INVOKES))
                .filter(dialect::has)
                .forEach(method -> methods.put(method, withServiceName(serviceName, method)));
        for (var method : List.of(GatewayGrpc.getDeployMethod(), GatewayGrpc.getUpdateMethod())) {
            methods.put(method, withServiceName(serviceName, withDefinitions(dialect.definitions(), method)));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the translated method has the same types
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        var translated = (MethodDescriptor<Q, A>) methods.get(method);
        return translated == null
                ? new UnimplementedCall<>(next.newCall(method, options))
                : next.newCall(translated, options);
    }

    private static <A> MethodDescriptor<CreateFunctionRequest, A> withDefinitions(
            Marshaller<CreateFunctionRequest> definitions, MethodDescriptor<CreateFunctionRequest, A> method) {
        return method.toBuilder(definitions, method.getResponseMarshaller()).build();
    }

    private static <Q, A> MethodDescriptor<Q, A> withServiceName(String serviceName, MethodDescriptor<Q, A> method) {
        return method.toBuilder()
                .setFullMethodName(MethodDescriptor.generateFullMethodName(
                        serviceName, String.valueOf(method.getBareMethodName())))
                .build();
    }

    /** A call of a method that the dialect does not have. It fails as if a gateway had refused it, but nothing is sent. */
    private static final class UnimplementedCall<Q, A> extends CheckedForwardingClientCall<Q, A> {

        UnimplementedCall(ClientCall<Q, A> call) {
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
