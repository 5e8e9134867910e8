package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** Reads responses of functions: as a whole, or in pieces if the caller accepts pieces and the response is large or of unknown length. */
final class HttpResponses {

    private static final String EVENTS = "text/event-stream";

    private HttpResponses() {}

    static BodyHandler<Output> handler(Input input) {
        HttpRequestHead request = input.http();
        return response -> request == null
                ? whole(response, null)
                : isShort(request, response) ? whole(response, response.headers()) : inPieces(response);
    }

    private static BodySubscriber<Output> whole(ResponseInfo response, @Nullable HttpHeaders headers) {
        return BodySubscribers.mapping(
                BoundedBody.ofResponse(),
                bytes -> new Output(bytes, response.statusCode(), type(response), headers, null));
    }

    private static BodySubscriber<Output> inPieces(ResponseInfo response) {
        return BodySubscribers.mapping(
                BodySubscribers.ofPublisher(),
                pieces -> new Output(
                        ByteString.EMPTY,
                        response.statusCode(),
                        type(response),
                        response.headers(),
                        new OutputPieces(pieces)));
    }

    private static boolean isShort(HttpRequestHead request, ResponseInfo response) {
        boolean events = request.headers().firstValue("accept").orElse("").contains(EVENTS);
        long length = response.headers().firstValueAsLong("content-length").orElse(Long.MAX_VALUE);
        return hasNoBody(request.method(), response.statusCode()) || !events && length <= BoundedBody.MAX;
    }

    /** RFC 9110, 6.4.1. */
    private static boolean hasNoBody(String method, int status) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }

    private static @Nullable String type(ResponseInfo response) {
        return response.headers().firstValue("content-type").orElse(null);
    }
}
