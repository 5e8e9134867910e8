package io.dcf.bridge.invoker;

import io.dcf.bridge.call.CallContext;
import io.grpc.Metadata;

/**
 * An HTTP request to a function, without its body. The {@link CallContext} sends the method.
 *
 * @param target the function's own path and the query, as the client sent them, such as {@code /greet?name=Kim}
 * @param headers the headers for the function
 * @param asksForEvents whether the client waits for server-sent events, each of which is sent at once
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

    /** Whether the response has no body, even if its headers describe one (RFC 9110, 6.4.1). */
    public boolean isAnsweredWithoutBody(int status) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }
}
