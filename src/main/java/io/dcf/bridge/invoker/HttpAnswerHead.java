package io.dcf.bridge.invoker;

import io.dcf.bridge.call.GatewayException;
import io.dcf.bridge.call.GatewayFailures;
import io.dcf.bridge.function.FunctionOutput;
import io.grpc.Metadata;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The status, type and headers of a function's HTTP response, from the metadata of the gateway's reply. */
final class HttpAnswerHead {

    private static final Metadata.Key<String> STATUS = key("x-http-status");
    private static final Metadata.Key<String> CONTENT_TYPE = key("x-http-content-type");
    private static final String FINAL_STATUS = "[2-5][0-9]{2}";
    private static final String OK = "200";

    private String status = OK;
    private @Nullable String contentType;
    private @Nullable HttpHeaders headers;

    void read(Metadata received) {
        String sent = received.get(STATUS);
        byte[] lines = received.get(HttpRequestHead.HEADERS);
        status = sent == null ? OK : sent;
        contentType = received.get(CONTENT_TYPE);
        headers = lines == null ? null : HeaderLines.parse(lines);
    }

    /** Why the status is invalid; null if it is valid. */
    @Nullable
    GatewayException failure() {
        return status.matches(FINAL_STATUS) ? null : GatewayFailures.invalidHttpStatus(status);
    }

    /** Whether the body is sent on in pieces: if the client waits for events, or if the length is unknown or large. */
    boolean isInPieces(HttpRequestHead request, long maxWhole) {
        if (headers == null || failure() != null || request.isAnsweredWithoutBody(Integer.parseInt(status))) {
            return false;
        }
        long length = headers.firstValueAsLong("content-length").orElse(Long.MAX_VALUE);
        return length > maxWhole || request.asksForEvents();
    }

    FunctionOutput output(byte[] bytes, boolean inPieces) {
        return new FunctionOutput(bytes, Integer.parseInt(status), contentType, headers, inPieces);
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
