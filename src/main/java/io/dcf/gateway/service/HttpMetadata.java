package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.Output;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * What HTTP says beside the bytes of an invocation, carried as metadata: in with the request by callers that know it, out with the
 * reply where the function speaks HTTP.
 */
final class HttpMetadata {

    private static final Context.Key<HttpMetadata> KEY = Context.key("http");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> CALL_ID = key("x-request-id");

    private final Metadata received;
    private volatile @Nullable Output output;

    private HttpMetadata(Metadata received) {
        this.received = received;
    }

    /** The call's that this thread works for. */
    static HttpMetadata current() {
        return KEY.get();
    }

    Input input(ByteString bytes) {
        return new Input(bytes, received.get(CONTENT_TYPE), received.get(CALL_ID));
    }

    /** To be told before the reply is sent. */
    void tell(Output said) {
        output = said;
    }

    private void addTo(Metadata headers) {
        Output said = output;
        if (said != null && said.status() != Output.OK) {
            headers.put(STATUS, Integer.toString(said.status()));
        }
        if (said != null && said.contentType() != null) {
            headers.put(CONTENT_TYPE, said.contentType());
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Gives each call its own. */
    static final class Interceptor implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata received, ServerCallHandler<Q, A> next) {
            HttpMetadata http = new HttpMetadata(received);
            ServerCall<Q, A> told = new SimpleForwardingServerCall<>(call) {
                @Override
                public void sendHeaders(Metadata headers) {
                    http.addTo(headers);
                    super.sendHeaders(headers);
                }
            };
            return Contexts.interceptCall(Context.current().withValue(KEY, http), told, received, next);
        }
    }
}
