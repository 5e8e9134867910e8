package io.dcf.gateway.service;

import com.google.protobuf.ByteString;
import io.dcf.gateway.call.HttpRequestHead;
import io.dcf.gateway.call.Input;
import io.dcf.gateway.call.InputPieces;
import io.dcf.gateway.call.Output;
import io.dcf.gateway.call.Refusal;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * What HTTP says beside the bytes of an invocation, carried as metadata: in with the request by callers that know it, out with the
 * reply where the function speaks HTTP. proto/gateway.proto describes the entries.
 */
final class HttpMetadata {

    static final Context.Key<HttpMetadata> KEY = Context.key("http");
    static final Metadata.Key<String> ANNOUNCEMENT = key("x-dcf-http");
    private static final Metadata.Key<String> METHOD = key("x-http-method");
    private static final Metadata.Key<String> TARGET = key("x-http-target");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<byte[]> HEADERS =
            Metadata.Key.of("x-http-headers-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> CALL_ID = key("x-request-id");
    private static final byte[] NOTHING = {};

    private final Metadata received;
    private volatile @Nullable Output output;
    private volatile Runnable sending = () -> {};

    HttpMetadata(Metadata received) {
        this.received = received;
    }

    /** The call's that this thread works for. */
    static HttpMetadata current() {
        return KEY.get();
    }

    /** Whether the call is one HTTP request, and its reply one answer, both in as many messages as they take. */
    boolean isExchange() {
        return received.containsKey(TARGET);
    }

    Input input(ByteString bytes) {
        return new Input(bytes, received.get(CONTENT_TYPE), received.get(CALL_ID));
    }

    /** The input of an HTTP exchange, as a whole or in pieces. Refuses a target that is no path. */
    Input input(ByteString bytes, @Nullable InputPieces pieces) {
        String target = received.get(TARGET);
        if (target == null || !target.startsWith("/")) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "x-http-target must be a path, such as /greet?name=Kim");
        }
        String method = received.get(METHOD);
        HttpRequestHead head =
                new HttpRequestHead(method == null ? "POST" : method, target, SingletonSupplier.of(this::headers));
        return new Input(bytes, received.get(CONTENT_TYPE), received.get(CALL_ID), head, pieces);
    }

    private HttpHeaders headers() {
        byte[] lines = received.get(HEADERS);
        return HeaderLines.parse(lines == null ? NOTHING : lines);
    }

    /** To be told before the reply is sent. */
    void tell(Output said) {
        output = said;
    }

    void onSend(Runnable send) {
        sending = send;
    }

    /** Sends what was told at once, since the reply's first message may be long in coming. */
    void send() {
        sending.run();
    }

    void addTo(Metadata headers) {
        headers.put(ANNOUNCEMENT, "1");
        Output said = output;
        if (said != null && said.status() != Output.OK) {
            headers.put(STATUS, Integer.toString(said.status()));
        }
        if (said != null && said.contentType() != null) {
            headers.put(CONTENT_TYPE, said.contentType());
        }
        if (said != null && said.headers() != null) {
            headers.put(HEADERS, HeaderLines.format(said.headers()));
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
