package io.dcf.bridge.callback;

import com.google.common.base.CharMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The request of a callback, with OpenFaaS's headers and, if there is a secret, those of Standard Webhooks. */
final class CallbackRequest {

    /** Headers of the connection, of the request itself, and those that are set here. */
    private static final Set<String> NOT_SENT = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "host",
            "expect",
            "user-agent",
            "accept-encoding",
            "x-call-id",
            "x-duration-seconds",
            "x-function-name",
            "x-function-status",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private CallbackRequest() {}

    static Request of(Callback callback, HttpUrl url, @Nullable WebhookSignature signature, Instant now) {
        byte[] body = callback.output().bytes();
        Headers.Builder headers = functionHeaders(callback)
                .set("User-Agent", "dcf-bridge")
                .set("Accept-Encoding", "identity")
                .set("X-Call-Id", callback.callId())
                .set("X-Duration-Seconds", seconds(callback.duration()))
                .set("X-Function-Name", callback.function())
                .set("X-Function-Status", String.valueOf(callback.output().status()));
        if (signature != null) {
            long timestamp = now.getEpochSecond();
            headers.set("webhook-id", callback.id())
                    .set("webhook-timestamp", String.valueOf(timestamp))
                    .set("webhook-signature", signature.of(callback.id(), timestamp, body));
        }
        return new Request.Builder()
                .url(url)
                .headers(headers.build())
                .post(RequestBody.create(body))
                .build();
    }

    private static Headers.Builder functionHeaders(Callback callback) {
        Headers.Builder headers = new Headers.Builder();
        java.net.http.HttpHeaders received = callback.output().headers();
        if (received != null) {
            received.map().forEach((name, values) -> {
                if (!NOT_SENT.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> headers.addUnsafeNonAscii(name, printable(value)));
                }
            });
        }
        String contentType = callback.output().contentType();
        return contentType == null
                ? headers
                : headers.removeAll("Content-Type").addUnsafeNonAscii("Content-Type", printable(contentType));
    }

    /** Without line breaks, which OkHttp would send as they are. */
    private static String printable(String value) {
        return CharMatcher.javaIsoControl().replaceFrom(value, ' ');
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%d.%06d", duration.toSeconds(), duration.toNanosPart() / 1000);
    }
}
