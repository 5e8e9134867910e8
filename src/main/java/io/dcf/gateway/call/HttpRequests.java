package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Builds the HTTP requests that functions receive. */
final class HttpRequests {

    private static final String CALL_ID = "X-Call-Id";
    private static final String CONTENT_TYPE = "Content-Type";

    /** Headers of a single connection, those that the HTTP client sets, and the one that the gateway sets. */
    private static final Set<String> NOT_SENT = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "expect",
            "host",
            "content-length",
            "x-call-id");

    /** A '%' that encodes nothing, which callers send in queries and URIs do not allow. */
    private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private HttpRequests() {}

    /** @param root the function's address, with the path '/' */
    static HttpRequest.Builder to(URI root, Input input) {
        HttpRequest.Builder request;
        try {
            request = input.http() == null ? posted(root, input) : asked(root, input.http(), input);
        } catch (IllegalArgumentException e) {
            throw Refusal.with(Status.Code.INVALID_ARGUMENT, "the request is not valid HTTP: " + e.getMessage());
        }
        if (input.callId() != null) {
            request.setHeader(CALL_ID, input.callId());
        }
        return request;
    }

    private static HttpRequest.Builder posted(URI root, Input input) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root).POST(body(input.bytes()));
        return input.contentType() == null ? request : request.header(CONTENT_TYPE, input.contentType());
    }

    private static HttpRequest.Builder asked(URI root, HttpRequestHead head, Input input) {
        String target = BARE_PERCENT.matcher(head.target()).replaceAll("%25");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + target.substring(1)));
        if (input.pieces() != null) {
            request.method(head.method(), body(input.pieces(), head));
        } else if (head.method().equals("GET") && input.bytes().isEmpty()) {
            request.GET(); // without Content-Length: 0
        } else {
            request.method(head.method(), body(input.bytes()));
        }
        head.headers().map().forEach((name, values) -> {
            if (!NOT_SENT.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request;
    }

    private static BodyPublisher body(ByteString bytes) {
        return bytes.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes.toByteArray());
    }

    private static BodyPublisher body(InputPieces pieces, HttpRequestHead head) {
        OptionalLong length = head.headers().firstValueAsLong("content-length");
        return length.isPresent() && length.getAsLong() > 0
                ? BodyPublishers.fromPublisher(pieces, length.getAsLong())
                : BodyPublishers.fromPublisher(pieces);
    }
}
