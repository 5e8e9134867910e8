package io.dcf.gateway.call;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The input of a function.
 *
 * @param bytes the whole input, empty if it comes in pieces
 * @param contentType the media type that the caller names
 * @param callId the id of the call in the caller's logs
 * @param http the caller's HTTP request; null if the caller sent only bytes
 * @param pieces an input in pieces, for one subscriber; null if {@code bytes} is the input
 */
public record Input(
        ByteString bytes,
        @Nullable String contentType,
        @Nullable String callId,
        @Nullable HttpRequestHead http,
        @Nullable InputPieces pieces) {

    /** An input without an HTTP request. */
    public Input(ByteString bytes, @Nullable String contentType, @Nullable String callId) {
        this(bytes, contentType, callId, null, null);
    }

    /** Number of bytes received so far. */
    public long size() {
        return pieces == null ? bytes.size() : pieces.size();
    }

    /** Runs a function that takes its whole input and does not speak HTTP; refuses requests that such a function cannot serve. */
    public CompletableFuture<Output> runWhole(String function, Function<ByteString, CompletableFuture<Output>> run) {
        if (http != null && !http.isInvocation()) {
            return CompletableFuture.failedFuture(Refusal.speaksNoHttp(function, http));
        }
        return pieces == null ? run.apply(bytes) : collect(function, pieces, run);
    }

    private static CompletableFuture<Output> collect(
            String function, InputPieces pieces, Function<ByteString, CompletableFuture<Output>> run) {
        Context context = Context.current();
        CompletableFuture<Output> output = new CompletableFuture<>();
        BoundedBody body = new BoundedBody(() -> Refusal.inputTooLarge(function));
        pieces.subscribe(body.ofPieces());
        body.getBody()
                .whenComplete((all, failure) -> context.run(() -> {
                    if (failure != null) {
                        output.completeExceptionally(failure);
                        return;
                    }
                    CompletableFuture<Output> running = run.apply(all);
                    output.whenComplete((done, end) -> running.cancel(true));
                    running.whenComplete((done, end) -> {
                        if (end == null) {
                            output.complete(done);
                        } else {
                            output.completeExceptionally(end);
                        }
                    });
                }));
        return output;
    }
}
