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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/**
 * The HTTP side of an invocation in gRPC metadata: method, target and headers of the request, status and headers of the response.
 * proto/gateway.proto describes the entries.
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

    private final Metadata received;
    private volatile @Nullable Output output;
    private volatile Runnable sending = () -> {};

    HttpMetadata(Metadata received) {
        this.received = received;
    }

    /** Of the call in the current gRPC context. */
    static HttpMetadata current() {
        return KEY.get();
    }

    /** Whether the call is one HTTP request and its response, each in any number of messages. */
    boolean isExchange() {
        return received.containsKey(TARGET);
    }

    Input input(ByteString bytes) {
        return new Input(bytes, received.get(CONTENT_TYPE), received.get(CALL_ID));
    }

    /** The input of an HTTP exchange, whole or in pieces; refuses a target that is not a path. */
    Input input(ByteString bytes, @Nullable InputPieces pieces) {
        String target = received.get(TARGET);
        if (target == null || !target.startsWith("/")) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "x-http-target must be a path, such as /greet?name=Kim");
        }
        String method = Objects.requireNonNullElse(received.get(METHOD), "POST");
        byte[] headers = Objects.requireNonNullElse(received.get(HEADERS), new byte[0]);
        HttpRequestHead head =
                new HttpRequestHead(method, target, SingletonSupplier.of(() -> HeaderLines.parse(headers)));
        return new Input(bytes, received.get(CONTENT_TYPE), received.get(CALL_ID), head, pieces);
    }

    /** Sets what the reply's headers say; must precede the reply. */
    void set(Output answer) {
        output = answer;
    }

    void onSend(Runnable send) {
        sending = send;
    }

    /** Sends the reply's headers now, since its first message may come much later. */
    void send() {
        sending.run();
    }

    void addTo(Metadata headers) {
        headers.put(ANNOUNCEMENT, "1");
        Output answer = output;
        if (answer != null && answer.status() != Output.OK) {
            headers.put(STATUS, Integer.toString(answer.status()));
        }
        if (answer != null && answer.contentType() != null) {
            headers.put(CONTENT_TYPE, answer.contentType());
        }
        if (answer != null && answer.headers() != null) {
            headers.put(HEADERS, HeaderLines.format(answer.headers()));
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
