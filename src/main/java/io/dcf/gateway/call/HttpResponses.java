package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** Reads what functions answer: as a whole, or in pieces where the caller takes them and the answer is large, or has no length. */
final class HttpResponses {

    private static final String EVENTS = "text/event-stream";

    private HttpResponses() {}

    static BodyHandler<Output> to(Input input) {
        HttpRequestHead asked = input.http();
        return answer -> asked == null
                ? whole(answer, null)
                : isShort(asked, answer) ? whole(answer, answer.headers()) : inPieces(answer);
    }

    private static BodySubscriber<Output> whole(ResponseInfo answer, @Nullable HttpHeaders headers) {
        return BodySubscribers.mapping(
                BoundedBody.ofAnswer(), bytes -> new Output(bytes, answer.statusCode(), type(answer), headers, null));
    }

    private static BodySubscriber<Output> inPieces(ResponseInfo answer) {
        return BodySubscribers.mapping(
                BodySubscribers.ofPublisher(),
                pieces -> new Output(
                        ByteString.EMPTY,
                        answer.statusCode(),
                        type(answer),
                        answer.headers(),
                        new OutputPieces(pieces)));
    }

    private static boolean isShort(HttpRequestHead asked, ResponseInfo answer) {
        boolean events = asked.headers().firstValue("accept").orElse("").contains(EVENTS);
        long length = answer.headers().firstValueAsLong("content-length").orElse(Long.MAX_VALUE);
        return hasNoBody(asked.method(), answer.statusCode()) || !events && length <= BoundedBody.MAX;
    }

    /** RFC 9110, 6.4.1. */
    private static boolean hasNoBody(String method, int status) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }

    private static @Nullable String type(ResponseInfo answer) {
        return answer.headers().firstValue("content-type").orElse(null);
    }
}
