package io.dcf.bridge.gateway;

import io.dcf.bridge.call.CallContext;
import io.grpc.Metadata;

/**
 * What an HTTP request says to a function beside its body; its method is the {@link CallContext}'s.
 *
 * @param target the function's own path and the query, as the caller wrote them, such as {@code /greet?name=Kim}
 * @param headers those that reach the function
 * @param asksForEvents whether the caller waits for server-sent events, each of which is worth sending at once
 */
public record HttpRequestHead(String method, String target, HeaderLines headers, boolean asksForEvents) {

    private static final Metadata.Key<String> TARGET =
            Metadata.Key.of("x-http-target", Metadata.ASCII_STRING_MARSHALLER);

    static final Metadata.Key<byte[]> HEADERS = Metadata.Key.of("x-http-headers-bin", Metadata.BINARY_BYTE_MARSHALLER);

    Metadata metadata() {
        Metadata metadata = new Metadata();
        metadata.put(TARGET, target);
        metadata.put(HEADERS, headers.bytes());
        return metadata;
    }

    /** Whether the answer has no body, whatever its headers say (RFC 9110, 6.4.1). */
    public boolean isAnsweredWithoutBody(int status) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }
}
